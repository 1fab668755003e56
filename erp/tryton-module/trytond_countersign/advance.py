# SPDX-License-Identifier: GPL-3.0-or-later
"Advances to suppliers: debit lines of posted entries on the company's advance account, open until they are reconciled."
from decimal import Decimal

from trytond.model import fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval


class Company(metaclass=PoolMeta):
    __name__ = 'company.company'
    advance_account = fields.Many2One(
        'account.account', "Advance Account", help="Where advances to suppliers are booked.",
        domain=[
            ('company', '=', Eval('id', -1)), ('closed', '!=', True), ('party_required', '=', True),
            ('reconcile', '=', True)])


class Move(metaclass=PoolMeta):
    __name__ = 'account.move'

    @classmethod
    def _get_origin(cls):
        return [*super()._get_origin(), 'purchase.purchase']


def is_advance(line):
    account = line.move.company.advance_account
    return bool(account and line.account == account and line.party and line.debit > line.credit and line.move.state == 'posted')


def open_advances(company_ids, vendor_ids):
    Company, Line = Pool().get('company.company'), Pool().get('account.move.line')
    accounts = [c.advance_account.id for c in Company.browse(company_ids) if c.advance_account]
    found = Line.search([
        ('account', 'in', accounts), ('party', 'in', vendor_ids), ('reconciliation', '=', None),
        ['OR', ('debit', '>', 0), ('credit', '<', 0)], ('move.state', '=', 'posted')], order=[('id', 'ASC')])
    return [line for line in found if open_amount(line)]


def currency_of(line):
    return line.second_currency or line.move.company.currency


def stated(line):
    "What the line is over, in its own currency, without sign"
    return abs(line.amount_second_currency) if line.second_currency else abs(line.debit - line.credit)


def open_amount(line):
    """Nothing once reconciled. Credits on the account that nobody has reconciled may have used any of the party's
    advances, so each counts as used by them."""
    if line.reconciliation:
        return Decimal(0)
    credits = Pool().get('account.move.line').search([
        ('account', '=', line.account.id), ('party', '=', line.party.id if line.party else None),
        ['OR', ('credit', '>', 0), ('debit', '<', 0)],
        ('second_currency', '=', line.second_currency.id if line.second_currency else None),
        ('reconciliation', '=', None)])
    return max(stated(line) - sum(map(stated, credits), Decimal(0)), Decimal(0))


def order_of(line):
    origin = line.move.origin
    return origin if origin and origin.__name__ == 'purchase.purchase' else None
