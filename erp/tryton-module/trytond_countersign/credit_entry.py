# SPDX-License-Identifier: GPL-3.0-or-later
"An entry outside VAT: the account of its reason to the customer's receivable."
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction

from . import locks, posting, version
from .plain import amount, iso, refuse
from .reading import read_move


def account_of(company, reason):
    return {'compensation': company.compensation_account, 'goodwill': company.goodwill_account}[reason]


def post(credit):
    Move = Pool().get('account.move')
    version.require(credit.versions)
    with Transaction().set_context(company=credit.company.id, _skip_warnings=True, date=credit.posting_date):
        _check(credit)
        period = posting.open_period(credit.company, credit.posting_date)
        locks.hold({Pool().get('ir.sequence.strict')._table: {period.move_sequence_used.id}})
        move = _build(credit, period)
        move.save()
        Move.post([Move(move.id)])
        found = read_entry(Move(move.id))
        if Decimal(found['amountToPay']) != credit.expected['payable']:
            refuse('TOTALS_MISMATCH', f"payable: {found['amountToPay']} is left, the credit says {credit.expected['payable']}")
        return found


def _check(credit):
    if credit.currency != credit.company.currency:
        refuse('INVALID_DOCUMENT', f"currency: an entry is in {credit.company.currency.code}")
    account = account_of(credit.company, credit.reason)
    if not account:
        refuse('INVALID_DOCUMENT', f"reason: {credit.company.rec_name} has no account for {credit.reason}")
    for n, line in enumerate(credit.lines):
        if line.account and (line.account != account or line.credit):
            refuse('INVALID_DOCUMENT', f"lines[{n}]: {credit.reason} is a debit of {account.rec_name}")
        if not line.account and line.debit:
            refuse('INVALID_DOCUMENT', f"lines[{n}]: the customer's receivable is credited")
    said, total = credit.expected, -sum(line.credit for line in credit.lines)
    if {said['untaxed'], said['total'], said['payable']} != {total} or said['tax']:
        refuse('TOTALS_MISMATCH', f"total: {total} is credited without tax, the credit says otherwise")


def _build(credit, period):
    pool = Pool()
    Move, Line = pool.get('account.move'), pool.get('account.move.line')
    receivable = credit.customer.account_receivable_used
    journal = pool.get('ir.model.data').get_id('account', 'journal_miscellaneous')

    def line(asked):
        account = asked.account or receivable
        return Line(
            account=account, party=credit.customer if account.party_required else None, description=credit.description,
            debit=Decimal(asked.debit), credit=Decimal(asked.credit), maturity_date=None if asked.account else credit.posting_date)

    return Move(
        company=credit.company, period=period, journal=journal, date=credit.posting_date, description=credit.description,
        lines=[line(asked) for asked in credit.lines])


def read_entry(move):
    "An entry with the names of a document's parts; what it leaves to pay is what is open of the receivable"
    lines = receivable_lines(move)
    currency = move.company.currency
    total = sum((line.debit - line.credit for line in lines), Decimal(0))
    left = sum((line.debit - line.credit for line in lines if not line.reconciliation), Decimal(0))
    return {
        'id': move.id, 'number': move.number, 'state': move.state, 'kind': 'credit', 'company': move.company.id,
        'vendor': lines[0].party.id if lines else None, 'reference': None, 'description': move.description,
        'currency': currency.code, 'invoiceDate': iso(move.date), 'accountingDate': iso(move.date), 'credits': None,
        'untaxed': amount(total, currency), 'tax': amount(Decimal(0), currency), 'total': amount(total, currency),
        'amountToPay': amount(left, currency), 'move': read_move(move, currency),
    }


def receivable_lines(move):
    return [line for line in move.lines if line.account.type and line.account.type.receivable and line.party]


def is_taken_back(move):
    "By an entry that cancels it"
    return bool(Pool().get('account.move').search([('origin', '=', str(move)), ('state', '=', 'posted')], limit=1))
