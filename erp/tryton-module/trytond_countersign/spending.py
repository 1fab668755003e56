# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cost centre has spent, worked out anew each time from orders and invoices as they stand: nothing is carried forward that
a cancellation could restore twice, or not at all. Amounts are net and the tax that can't be recovered, in the company's currency."""
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction

from .quantity import quantity_of

COMMITS = {'confirmed', 'processing'}
POSTED = {'posted', 'paid'}


@dataclass
class Spent:
    actual: Decimal
    committed: Decimal
    by_case: dict

    @property
    def total(self):
        return self.actual + self.committed


def spent_on(budget):
    "Of the orders of its cost centre: each line on its own day, each invoice on the day of its entry"
    actual = committed = Decimal(0)
    by_case = defaultdict(Decimal)
    for line in _lines(budget.cost_centre):
        case = line.purchase.countersign_case
        day = line.counts_on()
        if day and budget.covers(day):
            left = left_to_invoice(line) if line.purchase.state in COMMITS else Decimal(0)
            committed += left
            by_case[case] += left
        for part in invoiced_parts(line):
            if budget.covers(part.invoice.accounting_date or part.invoice.invoice_date):
                booked = _of_invoice(part)
                actual += booked
                by_case[case] += booked
    return Spent(actual, committed, {case: amount for case, amount in by_case.items() if case})


def taken_by(line):
    "What a whole order line takes"
    return _of_order(line, Decimal(str(line.quantity)))


def left_to_invoice(line):
    invoiced = quantity_of(line, [(part.unit, part.quantity) for part in invoiced_parts(line)])
    return _of_order(line, max(Decimal(0), Decimal(str(line.quantity)) - invoiced))


def invoiced_parts(line):
    "Posted invoice lines that bill it, and those that credit them, whoever made the credit"
    Line, found, level = Pool().get('account.invoice.line'), {}, list(line.invoice_lines)
    while level:
        found.update((part.id, part) for part in level)
        origins = [f'account.invoice.line,{part.id}' for part in level]
        level = [part for part in Line.search([('origin', 'in', origins)]) if part.id not in found]
    return [part for part in found.values() if part.invoice and part.invoice.state in POSTED]


def _lines(cost_centre):
    return Pool().get('purchase.line').search([('type', '=', 'line'), ('countersign_cost_centre', '=', cost_centre.id)])


def _of_order(line, quantity):
    order = line.purchase
    day = order.purchase_date or Pool().get('ir.date').today()
    return _in_company(order, day, order.currency.round(quantity * line.unit_price), line.taxes)


def _of_invoice(part):
    return _in_company(part.invoice, part.invoice.invoice_date, part.amount, part.taxes)


def _in_company(document, day, net, taxes):
    Currency = Pool().get('currency.currency')
    lost = sum((net * _rate(tax, day) * (1 - tax.recoverable) for tax in taxes), Decimal(0))
    with Transaction().set_context(date=day):
        return Currency.compute(document.currency, net + document.currency.round(lost), document.company.currency)


def _rate(tax, day):
    "What is to be paid of it: of a self-assessed pair the part that is declared as input"
    return sum((leaf.rate for leaf in tax.leaves(day) if leaf.rate and leaf.rate > 0), Decimal(0))
