# SPDX-License-Identifier: GPL-3.0-or-later
"What the masters need beyond stock Tryton."
from trytond.model import ModelSQL, ModelView, fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

# Identifiers by ISO 6523 scheme, as electronic documents carry them.
SCHEMES = [
    ('icd_0060', "DUNS number"),
    ('icd_0088', "GLN"),
    ('icd_0106', "Dutch KvK number"),
    ('icd_0190', "Dutch OIN"),
    ('icd_0204', "Leitweg-ID"),
    ('icd_0208', "Belgian enterprise number"),
    ('icd_0225', "French electronic address"),
]


class PartyConfiguration(metaclass=PoolMeta):
    __name__ = 'party.configuration'

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.identifier_types.selection = [*cls.identifier_types.selection, *SCHEMES]


class Company(metaclass=PoolMeta):
    __name__ = 'company.company'
    rounding_account = fields.Many2One(
        'account.account', "Rounding Account",
        domain=[('company', '=', Eval('id', -1)), ('closed', '!=', True)])


class Tax(metaclass=PoolMeta):
    __name__ = 'account.tax'
    countersign_code = fields.Char("Code for Documents")
    countersign_categories = fields.Char(
        "Document Categories", help="UNCL 5305 codes, separated by commas.")
    countersign_scope = fields.Selection([
        (None, ''), ('goods', "Goods"), ('services', "Services"), ('any', "Any")], "For")

    def leaves(self, date):
        "The taxes that are computed on that day: itself, or those below it that are valid"
        if not self.childs:
            return [self]
        valid = [
            c for c in self.childs
            if (not c.start_date or c.start_date <= date) and (not c.end_date or date <= c.end_date)]
        return [leaf for child in valid for leaf in child.leaves(date)]

    def self_assessed(self, date):
        "Input and output tax at once, net zero"
        rates = [leaf.rate for leaf in self.leaves(date) if leaf.rate is not None]
        return len(rates) > 1 and any(rates) and not sum(rates)

    @property
    def named(self):
        "The tax above it that documents name by a code, else itself"
        if self.countersign_code or not self.parent:
            return self
        return self.parent.named


class Assignment(ModelSQL, ModelView):
    "A vendor's claims are paid to another party"
    __name__ = 'countersign.assignment'
    vendor = fields.Many2One('party.party', "Vendor", required=True, ondelete='CASCADE')
    payee = fields.Many2One('party.party', "Payee", required=True, ondelete='RESTRICT')
    account = fields.Char("Account", required=True)
    valid_from = fields.Date("Valid From", required=True)
    valid_to = fields.Date("Valid To")
