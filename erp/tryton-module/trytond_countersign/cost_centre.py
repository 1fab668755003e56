# SPDX-License-Identifier: GPL-3.0-or-later
"""Cost centres and what they may spend. Stock Tryton's analytic accounts want an entry per root on every line that anybody makes, and
their budgets know no orders: here a cost centre is of an order line, and its budget knows what is ordered and what is booked."""
from trytond.model import DeactivableMixin, Index, ModelSQL, ModelView, Unique, fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

from .plain import refuse


class CostCentre(DeactivableMixin, ModelSQL, ModelView):
    "Who pays inside the company"
    __name__ = 'countersign.cost_centre'
    company = fields.Many2One('company.company', "Company", required=True, ondelete='RESTRICT')
    code = fields.Char("Code", required=True)
    name = fields.Char("Name", required=True)
    budgets = fields.One2Many('countersign.budget', 'cost_centre', "Budgets")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints += [('code_unique', Unique(table, table.company, table.code), 'ir.msg_id_unique')]


class Budget(ModelSQL, ModelView):
    "What a cost centre may spend in a period, in the company's currency; periods of one cost centre do not overlap"
    __name__ = 'countersign.budget'
    cost_centre = fields.Many2One('countersign.cost_centre', "Cost Centre", required=True, ondelete='CASCADE')
    name = fields.Char("Name", required=True)
    start_date = fields.Date("Starting Date", required=True)
    end_date = fields.Date("Ending Date", required=True, domain=[('end_date', '>=', Eval('start_date'))])
    amount = fields.Numeric("Amount", required=True, digits=(16, 2), domain=[('amount', '>=', 0)])

    @classmethod
    def validate_fields(cls, budgets, field_names):
        super().validate_fields(budgets, field_names)
        for budget in budgets:
            if cls.search([
                    ('cost_centre', '=', budget.cost_centre.id), ('id', '!=', budget.id),
                    ('start_date', '<=', budget.end_date), ('end_date', '>=', budget.start_date)], limit=1):
                refuse('BUDGETS_OVERLAP', f"{budget.cost_centre.code} has a budget in these days already")

    @property
    def currency(self):
        return self.cost_centre.company.currency

    def covers(self, day):
        return self.start_date <= day <= self.end_date


class Line(metaclass=PoolMeta):
    __name__ = 'purchase.line'
    countersign_cost_centre = fields.Many2One(
        'countersign.cost_centre', "Cost Centre", ondelete='RESTRICT', domain=[('company', '=', Eval('company', -1))])
    countersign_wanted_by = fields.Date("Wanted By", help="In whose budget it counts; else in that of the purchase date.")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.countersign_cost_centre, Index.Equality())))

    def counts_on(self):
        "The day in whose budget the order counts; None of a draft without a date"
        return self.countersign_wanted_by or self.purchase.purchase_date


def cost_centre_content(cost_centre):
    return {
        'company': cost_centre.company.id, 'code': cost_centre.code, 'name': cost_centre.name,
        'active': bool(cost_centre.active)}
