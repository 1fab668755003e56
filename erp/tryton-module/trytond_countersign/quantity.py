# SPDX-License-Identifier: GPL-3.0-or-later
"Quantities of an order line, in the line's unit."
from decimal import Decimal

from trytond.pool import Pool


def quantity_of(line, parts):
    "The sum of [(unit, quantity)]"
    Uom = Pool().get('product.uom')
    total = Decimal(0)
    for unit, quantity in parts:
        if unit and line.unit:
            quantity = Uom.compute_qty(unit, quantity, line.unit, round=False)
        total += Decimal(str(quantity))
    return total.quantize(Decimal(1).scaleb(-6))


def received(line):
    "What has arrived less what went back; None where nothing can arrive"
    if not line.product or line.product.type == 'service':
        return None
    return quantity_of(line, (
        (move.unit, move.quantity if move.from_location.type == 'supplier' else -move.quantity)
        for move in line.moves if move.state == 'done'))


def invoiced(line):
    "By posted invoices, less posted credits"
    return quantity_of(line, (
        (part.unit, part.quantity)
        for part in line.invoice_lines if part.invoice and part.invoice.state in {'posted', 'paid'}))
