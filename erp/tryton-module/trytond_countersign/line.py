# SPDX-License-Identifier: GPL-3.0-or-later
"Lines of an invoice, with the net amounts that the document states."
from decimal import Decimal

from trytond.pool import Pool

from .plain import refuse

PRICE_STEP = Decimal('0.000001')  # price_decimal = 6 in trytond.conf


def build_lines(document):
    lines = []
    for n, wanted in enumerate(document.lines):
        line = _line(document, wanted, n)
        lines.append(line)
        difference = wanted.net - line.on_change_with_amount()
        if difference:
            lines.append(_plain_line(
                document, line.account, f"Rounding of line {n + 1}", difference, wanted.taxes))
    if document.rounding:
        account = document.rounding_account or document.company.rounding_account
        if not account:
            refuse('INVALID_DOCUMENT', "rounding: no account given, and the company has no rounding account")
        line = _plain_line(document, account, "Rounding", document.rounding, [])
        line.payable_rounding = True
        lines.append(line)
    for sequence, line in enumerate(lines, 1):
        line.sequence = sequence
    return lines


def _line(document, wanted, n):
    order_line = wanted.order_line
    product = wanted.product or (order_line.product if order_line else None)
    unit = wanted.unit or (order_line.unit if order_line else product.default_uom if product else None)
    account = wanted.account or (product.account_expense_used if product else order_line.countersign_account if order_line else None)
    if not account:
        refuse('INVALID_DOCUMENT', f"lines[{n}]: no expense account given, and the product has none")
    if order_line and order_line.unit and unit.category != order_line.unit.category:
        refuse('INVALID_DOCUMENT', f"lines[{n}]: {unit.symbol} does not convert to {order_line.unit.symbol}")
    line = _plain_line(document, account, wanted.description, wanted.unit_price, wanted.taxes)
    line.product, line.unit, line.origin = product, unit, order_line
    line.quantity = float(wanted.quantity)
    if line.on_change_with_amount() != wanted.net:
        line.unit_price = (wanted.net / wanted.quantity).quantize(PRICE_STEP)
    return line


def _plain_line(document, account, description, unit_price, taxes):
    Line = Pool().get('account.invoice.line')
    line = Line(
        type='line', invoice_type='in', company=document.company, currency=document.currency, invoice=None,
        account=account, description=description, quantity=1.0, taxes_deductible_rate=Decimal(1), taxes=taxes)
    line.unit_price = unit_price.quantize(PRICE_STEP)
    return line
