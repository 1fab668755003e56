# SPDX-License-Identifier: GPL-3.0-or-later
"Guards that hold however a document is posted."
import datetime as dt
import re
from decimal import Decimal

from trytond.model import fields
from trytond.pool import Pool, PoolMeta

from .plain import refuse
from .reversible import is_taken_back


class Move(metaclass=PoolMeta):
    __name__ = 'account.move'

    @classmethod
    def post(cls, moves):
        # Stock Tryton checks in SQL, which never fires on SQLite.
        for move in cls.browse(moves):
            difference = sum((line.debit - line.credit for line in move.lines), Decimal(0))
            if difference:
                refuse('UNBALANCED_MOVE', f"move {move.rec_name}: debit − credit = {difference}")
        return super().post(moves)


def normal_reference(reference):
    "Case, spaces, punctuation and leading zeros do not make another number"
    return re.sub(r'[\W_]+', '', reference or '').upper().lstrip('0')


class InvoiceLine(metaclass=PoolMeta):
    __name__ = 'account.invoice.line'
    payable_rounding = fields.Boolean("Rounding of the Payable Amount", readonly=True)


class Invoice(metaclass=PoolMeta):
    __name__ = 'account.invoice'
    credits = fields.Many2One('account.invoice', "Credits", readonly=True, ondelete='RESTRICT')
    reversal = fields.Boolean("Takes Back What It Credits", readonly=True)

    @classmethod
    def copy(cls, invoices, default=None):
        return super().copy(invoices, default={'credits': None, 'reversal': False, **(default or {})})

    @property
    def _sequence_type(self):
        if self.type == 'in':
            return 'credit_note' if self.total_amount < 0 else 'invoice'
        return super()._sequence_type

    @classmethod
    def _check_similar(cls, invoices, type='in'):
        for invoice in invoices:
            if invoice.type == type and invoice.reference:
                invoice._refuse_same_reference()

    def _refuse_same_reference(self):
        FiscalYear = Pool().get('account.fiscalyear')
        date = self.invoice_date
        if not date:
            refuse('INVALID_DOCUMENT', f"invoice {self.rec_name}: the invoice date is missing")
        year = FiscalYear.find(self.company, date=date, test_state=False)
        near = dt.timedelta(days=60)
        others = self.__class__.search([
            ('company', '=', self.company.id), ('type', '=', self.type), ('party', '=', self.party.id),
            ('id', '!=', self.id), ('state', 'in', ['validated', 'posted', 'paid']),
            ['OR',
                [('invoice_date', '>=', year.start_date), ('invoice_date', '<=', year.end_date)],
                [('invoice_date', '>=', date - near), ('invoice_date', '<=', date + near)]]])
        wanted = normal_reference(self.reference)
        for other in others:
            same_class = (other.total_amount < 0) == (self.total_amount < 0)
            if same_class and normal_reference(other.reference) == wanted and not is_taken_back(other):
                refuse('DUPLICATE_SUPPLIER_REFERENCE',
                    f"{self.party.rec_name}: {self.reference} is posted already as {other.number} ({other.reference})")
