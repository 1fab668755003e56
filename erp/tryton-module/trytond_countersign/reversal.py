# SPDX-License-Identifier: GPL-3.0-or-later
"""Reverses a posted supplier document by Tryton's own credit of it, which is posted and reconciled with it at once. The
original stays in the books: Tryton's cancellation would take it out of them, and its quantities off the order twice."""
from trytond.pool import Pool
from trytond.transaction import Transaction

from . import locks, posting, reversible, version
from .plain import amount, refuse
from .reading import amounts, order_line_of, read_invoice
from .reversal_document import check_original, read_reversal


def reverse(value):
    Invoice = Pool().get('account.invoice')
    reversal = read_reversal(value)
    original = reversal.original
    version.require(reversal.versions)
    reversible.check(original)
    check_original(reversal)
    with Transaction().set_context(company=reversal.company.id, _skip_warnings=True, date=reversal.posting_date):
        orders = {line.origin.purchase.id for line in original.lines if order_line_of(line)}
        period = posting.open_period(reversal.company, reversal.posting_date)
        locks.take(reversal.company, orders, -sum(amounts(original)), period)
        credit = _credit(reversal)
        credit.save()
        Invoice.update_taxes([credit])
        _same_taxes(Invoice(credit.id), original)
        credit = Invoice(credit.id)
        _compare(credit, reversal)
        Invoice.post([credit])
        _reconcile(Invoice(credit.id), original, reversal.posting_date)
        return read_invoice(Invoice(credit.id))


def _credit(reversal):
    "Dated as the original, so that the same exchange rate and tax rate count; booked on the posting date"
    original = reversal.original
    credit = original._credit()
    credit.credits, credit.reversal, credit.description = original, True, reversal.description
    credit.reference = f"REV {original.number}"
    credit.invoice_date, credit.accounting_date = original.invoice_date, reversal.posting_date
    credit.payment_term, credit.payment_term_date = None, reversal.posting_date
    for line, of in zip(credit.lines, original.lines, strict=True):
        line.payable_rounding = of.payable_rounding
        if order_line_of(of):
            line.origin = of.origin
    return credit


def _same_taxes(credit, original):
    "A tax that was put right when the original was posted is put right the same way"
    for tax in credit.taxes:
        same = [of for of in original.taxes if of.tax == tax.tax and of.base == -tax.base]
        if len(same) == 1 and tax.amount != -same[0].amount:
            tax.amount = -same[0].amount
            tax.save()


def _compare(credit, reversal):
    "To the last cent what the reversal says, and what the original is"
    found, was = _named(credit), _named(reversal.original)
    wrong = [
        f"{name}: the ERP computes {amount(found[name], credit.currency)}, the reversal says {said}"
        for name, said in reversal.expected.items() if found[name] != said]
    wrong += [
        f"{name}: the ERP computes {found[name]}, the original has {has}"
        for name, has in was.items() if found[name] != -has]
    if wrong:
        refuse('TOTALS_MISMATCH', '; '.join(wrong))


def _named(invoice):
    untaxed, tax, rounding = amounts(invoice)
    return {'untaxed': untaxed, 'tax': tax, 'total': untaxed + tax, 'rounding': rounding}


def _reconcile(credit, original, date):
    Invoice, Line = Pool().get('account.invoice'), Pool().get('account.move.line')
    Line.reconcile(
        [line for of in (original, credit) for line in of.lines_to_pay if not line.reconciliation], date=date)
    Invoice.process([Invoice(original.id), Invoice(credit.id)])
    left = [Invoice(of.id).amount_to_pay for of in (original, credit)]
    if any(left) or Invoice(original.id).state != 'paid' or Invoice(credit.id).state != 'paid':
        refuse('TOTALS_MISMATCH', f"payable: {left[0]} and {left[1]} are left to pay of {original.number} and its credit")
