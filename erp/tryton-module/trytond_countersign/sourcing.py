# SPDX-License-Identifier: GPL-3.0-or-later
"What is on file about buying from a vendor: what it may be asked for, its certificates, prices that it has agreed to."
from decimal import Decimal

from trytond.model import ModelSQL, ModelView, fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

from .plain import iso


class Party(metaclass=PoolMeta):
    __name__ = 'party.party'
    countersign_offers = fields.Char(
        "May Be Asked For", help="Codes of categories, separated by commas; empty where nothing is on file.")

    @property
    def offers(self):
        return sorted({code.strip() for code in (self.countersign_offers or '').split(',')} - {''})


class Tax(metaclass=PoolMeta):
    __name__ = 'account.tax'
    countersign_recoverable = fields.Numeric(
        "Recoverable Share", digits=(1, 4), domain=['OR', ('countersign_recoverable', '=', None), [
            ('countersign_recoverable', '>=', 0), ('countersign_recoverable', '<=', 1)]],
        help="Of what a purchase bears of it; empty for all.")

    @property
    def recoverable(self):
        return Decimal(1) if self.countersign_recoverable is None else self.countersign_recoverable


class Certificate(ModelSQL, ModelView):
    "A certificate of a vendor"
    __name__ = 'countersign.certificate'
    vendor = fields.Many2One('party.party', "Vendor", required=True, ondelete='CASCADE')
    kind = fields.Char("Kind", required=True)
    valid_until = fields.Date("Valid Until", required=True)


class AgreedPrice(ModelSQL, ModelView):
    "A price of a framework contract: net for one of the product's own units"
    __name__ = 'countersign.agreed_price'
    company = fields.Many2One('company.company', "Company", required=True, ondelete='RESTRICT')
    vendor = fields.Many2One('party.party', "Vendor", required=True, ondelete='CASCADE')
    product = fields.Many2One('product.product', "Product", required=True, ondelete='CASCADE')
    unit_price = fields.Numeric("Unit Price", required=True, digits=(16, 6))
    currency = fields.Many2One('currency.currency', "Currency", required=True, ondelete='RESTRICT')
    valid_from = fields.Date("Valid From", required=True)
    valid_until = fields.Date("Valid Until", domain=['OR', ('valid_until', '=', None), ('valid_until', '>=', Eval('valid_from'))])


def certificates_of(party):
    found = Pool().get('countersign.certificate').search([('vendor', '=', party.id)], order=[('kind', 'ASC'), ('id', 'ASC')])
    return [{'kind': certificate.kind, 'validUntil': iso(certificate.valid_until)} for certificate in found]
