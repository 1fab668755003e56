# SPDX-License-Identifier: GPL-3.0-or-later
"What of a customer invoice and of its lines is credited so far, with the tax of each line as it was booked."
from decimal import Decimal

from trytond.pool import Pool

from .reading import amounts
from .reversible import STANDING, crediting


def taxes_by_line(invoice):
    """{id of a line: its own part of the taxes as booked}. Tryton rounds the tax of all lines together: what that
    differs from the lines rounded one by one belongs to the largest of them. A line of a credit of ours keeps its own."""
    parts = {line.id: Decimal(0) for line in invoice.line_lines}
    computed = [(line, entry) for line in invoice.line_lines for entry in _computed(line)]
    for tax in invoice.taxes:
        own = [
            (line, invoice.currency.round(entry['amount'])) for line, entry in computed
            if entry['tax'] == tax.tax and (entry['base'] >= 0) == (tax.base >= 0)]
        for line, part in own:
            parts[line.id] += part
        if own:
            largest, _ = max(own, key=lambda of: (abs(of[0].amount), -of[0].id))
            parts[largest.id] += tax.amount - sum(part for _, part in own)
    return parts | {line.id: line.credited_tax for line in invoice.line_lines if line.credited_tax is not None}


def _computed(line):
    return Pool().get('account.tax').compute(line.taxes, line.unit_price or Decimal(0), line.quantity or 0, line.tax_date)


def rate_of(line):
    "Of the line's one tax on its tax date; None where it has several at once"
    leaves = [leaf for tax in line.taxes for leaf in tax.leaves(line.tax_date)]
    if any(leaf.type != 'percentage' for leaf in leaves) or len(leaves) > 1:
        return None
    return leaves[0].rate if leaves else Decimal(0)


def uncredited(line):
    "(net, tax) of a line, less what stands and credits it; taking such a credit back makes it more again"
    net, tax = line.amount, taxes_by_line(line.invoice)[line.id]
    Line = Pool().get('account.invoice.line')
    for credit in Line.search([('origin', '=', str(line)), ('invoice.state', 'in', STANDING)]):
        left = uncredited(credit)
        net, tax = net + left[0], tax + left[1]
    return net, tax


def left_of(invoice):
    "Gross of an invoice, less all that stands and credits it"
    return sum((sum(amounts(of)[:2]) for of in [invoice, *crediting(invoice)]), Decimal(0))
