# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies advances to an invoice: its own entry credits the advance account for what is taken off the payable, and that
line is reconciled with the advance."""
from decimal import Decimal

from trytond.pool import Pool

from .advance import currency_of, is_advance, open_amount, stated
from .plain import amount, refuse


def check(document):
    "Every advance is this vendor's and company's, in the invoice's currency, and open to the last cent of what is applied"
    for n, (line, wanted) in enumerate(document.advances):
        where = f'advances[{n}]'
        if not is_advance(line) or line.move.company != document.company or line.party != document.vendor:
            refuse('INVALID_DOCUMENT', f"{where}: not a posted advance of this company and vendor")
        if currency_of(line) != document.currency:
            refuse('INVALID_DOCUMENT',
                f"{where}: {line.move.number} is in {currency_of(line).code}, the invoice in {document.currency.code}")
        if line in [other for other, _ in document.advances[:n]]:
            refuse('INVALID_DOCUMENT', f"{where}: {line.move.number} is applied twice")
        if not wanted == open_amount(line) == stated(line):
            refuse('ADVANCE_NOT_OPEN',
                f"advance {line.move.number}: {open_amount(line)} of {stated(line)} is open, {wanted} is to be applied")
    applied = sum((wanted for _, wanted in document.advances), Decimal(0))
    if applied > max(document.expected['total'] + document.rounding, Decimal(0)):
        refuse('ADVANCE_EXCEEDS_INVOICE', f"{applied} is to be applied to {document.expected['total'] + document.rounding}")


def enter(invoice, advances):
    "The invoice's entry, still a draft, with the advances taken off what is payable, first due first"
    move = invoice.get_move()
    lines = list(move.lines)
    payable = [line for line in lines if line.account == invoice.account]
    taken = [_credit(advance, wanted, payable, invoice) for advance, wanted in advances]
    rest = [line for line in payable if line.credit] or payable[:1]
    move.lines = [line for line in lines if line not in payable] + rest + taken
    move.save()
    invoice.move = move
    invoice.save()


def _credit(advance, wanted, payable, invoice):
    "The line that credits the advance account, with what the payable lines give for it"
    Line = Pool().get('account.move.line')
    credit = Line(account=advance.account, party=advance.party, debit=Decimal(0), credit=Decimal(0))
    credit.second_currency = invoice.currency if advance.second_currency else None
    left = wanted
    for line in payable:
        whole = stated(line)
        part = min(whole, left)
        if not part:
            continue
        share = line.credit if part == whole else invoice.company.currency.round(line.credit * part / whole)
        line.credit -= share
        credit.credit += share
        if line.second_currency:
            line.amount_second_currency += part
        left -= part
    if credit.second_currency:
        credit.amount_second_currency = -wanted
    return credit


def reconcile(invoice, advances, date):
    """Each advance with its line in the posted entry; a difference of exchange rates is booked by Tryton itself. An
    invoice with nothing left to pay is paid at once, as Tryton would do it after the commit."""
    Invoice, Line = Pool().get('account.invoice'), Pool().get('account.move.line')
    own = sorted(invoice.move.lines, key=lambda line: line.id)[-len(advances):]
    Line.reconcile(*([advance, line] for (advance, _), line in zip(advances, own, strict=True)), date=date)
    # Stock Tryton looks for lines over nothing in SQL, which never finds any on SQLite.
    nothing = [line for line in invoice.lines_to_pay if not (line.debit or line.credit or line.reconciliation)]
    if nothing:
        Line.reconcile(nothing, date=date)
    Invoice.process([Invoice(invoice.id)])


def applied_to(invoice):
    "The advances that the invoice's entry has used"
    account = invoice.company.advance_account
    lines = sorted(invoice.move.lines, key=lambda line: line.id)
    own = [line for line in lines if account and line.account == account and line.reconciliation]
    return [{
        'id': other.id, 'number': other.move.number, 'amount': amount(stated(line), currency_of(line)),
    } for line in own for other in line.reconciliation.lines
        if is_advance(other) and other.move != line.move and currency_of(other) == currency_of(line)]
