# SPDX-License-Identifier: GPL-3.0-or-later
"What an order keeps of the requisition that it was placed for."
from trytond.model import Index, fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

KEPT = ('countersign_case', 'countersign_requester', 'countersign_requisition')


class Purchase(metaclass=PoolMeta):
    __name__ = 'purchase.purchase'
    countersign_case = fields.Char("Countersign Case", readonly=True)
    countersign_requester = fields.Char("Requester", readonly=True)
    countersign_requisition = fields.Char("Requisition", readonly=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.countersign_case, Index.Equality())))

    @classmethod
    def copy(cls, purchases, default=None):
        return super().copy(purchases, default={**dict.fromkeys(KEPT), **(default or {})})

    def cost_centres(self):
        return sorted(
            {line.countersign_cost_centre for line in self.lines if line.countersign_cost_centre}, key=lambda one: one.id)


class Line(metaclass=PoolMeta):
    __name__ = 'purchase.line'
    countersign_account = fields.Many2One(
        'account.account', "Account", ondelete='RESTRICT', domain=[('company', '=', Eval('company', -1))],
        help="To which a line without a product is booked; else the default account for expenses.")

    def get_invoice_line(self):
        lines = super().get_invoice_line()
        if self.countersign_account and not self.product:
            for line in lines:
                line.account = self.countersign_account
        return lines

    @property
    def account_to_book(self):
        return self.product.account_expense_used if self.product else self.countersign_account
