# SPDX-License-Identifier: GPL-3.0-or-later
"What credits to customers need beyond stock Tryton: tiers, service contracts, accounts by what they are for."
from trytond.model import ModelSQL, ModelView, Unique, fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

OF_COMPANY = [('company', '=', Eval('id', -1)), ('closed', '!=', True), ('type', '!=', None)]


class Party(metaclass=PoolMeta):
    __name__ = 'party.party'
    countersign_tier = fields.Selection([
        ('standard', "Standard"), ('gold', "Gold"), ('strategic', "Strategic")], "Tier")

    @classmethod
    def default_countersign_tier(cls):
        return 'standard'


class Company(metaclass=PoolMeta):
    __name__ = 'company.company'
    compensation_account = fields.Many2One(
        'account.account', "Compensation Account", domain=OF_COMPANY,
        help="Where compensation to customers outside VAT is booked.")
    goodwill_account = fields.Many2One(
        'account.account', "Goodwill Account", domain=OF_COMPANY,
        help="Where gestures of goodwill to customers outside VAT are booked.")


class InvoiceLine(metaclass=PoolMeta):
    __name__ = 'account.invoice.line'
    credited_tax = fields.Numeric(
        "Tax of This Credit", readonly=True, help="Of a line of a credit, its own part of the tax, as it was decided.")

    @classmethod
    def copy(cls, lines, default=None):
        return super().copy(lines, default={'credited_tax': None, **(default or {})})


class ServiceContract(ModelSQL, ModelView):
    "What a customer is promised of a service, and what comes back of its fee where that is not kept"
    __name__ = 'countersign.service_contract'
    company = fields.Many2One('company.company', "Company", required=True, ondelete='RESTRICT')
    code = fields.Char("Code", required=True)
    customer = fields.Many2One('party.party', "Customer", required=True, ondelete='RESTRICT')
    service = fields.Char("Service", required=True)
    monthly_fee = fields.Numeric("Monthly Fee", required=True, domain=[('monthly_fee', '>', 0)])
    currency = fields.Many2One('currency.currency', "Currency", required=True, ondelete='RESTRICT')
    valid_from = fields.Date("Valid From", required=True)
    valid_to = fields.Date("Valid To")
    cap = fields.Numeric(
        "Cap", required=True, domain=[('cap', '>', 0), ('cap', '<=', 100)],
        help="Percent of one month's fee that all credits of that month may reach together.")
    terms = fields.One2Many('countersign.service_contract.term', 'contract', "Terms", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints += [('code_unique', Unique(table, table.company, table.code), 'ir.msg_id_unique')]


class ServiceContractTerm(ModelSQL, ModelView):
    "Below this availability, in percent of the month, so many percent of the fee come back"
    __name__ = 'countersign.service_contract.term'
    contract = fields.Many2One('countersign.service_contract', "Contract", required=True, ondelete='CASCADE')
    below = fields.Numeric("Below", required=True, domain=[('below', '>', 0), ('below', '<=', 100)])
    credit = fields.Numeric("Credit", required=True, domain=[('credit', '>', 0), ('credit', '<=', 100)])
