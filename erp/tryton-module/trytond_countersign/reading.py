# SPDX-License-Identifier: GPL-3.0-or-later
"A supplier invoice as it stands in the books."
from decimal import Decimal

from .applying import applied_to
from .plain import amount, iso, number


def order_line_of(line):
    "The id of the order line that this invoice line bills, or None"
    origin = line.origin
    return origin.id if origin and origin.__name__ == 'purchase.line' else None


def amounts(invoice):
    "(untaxed, tax, rounding): the rounding line counts in none of the other two"
    rounding = sum((line.amount for line in invoice.line_lines if line.payable_rounding), Decimal(0))
    untaxed = sum((line.amount for line in invoice.line_lines), Decimal(0)) - rounding
    return untaxed, sum((tax.amount for tax in invoice.taxes), Decimal(0)), rounding


def read_invoice(invoice):
    currency = invoice.currency
    untaxed, tax, rounding = amounts(invoice)
    move = invoice.move
    return {
        'id': invoice.id, 'number': invoice.number, 'state': invoice.state,
        'kind': 'credit' if untaxed + tax < 0 else 'debit',
        'company': invoice.company.id, 'vendor': invoice.party.id,
        'reference': invoice.reference, 'description': invoice.description, 'currency': currency.code,
        'invoiceDate': iso(invoice.invoice_date), 'accountingDate': iso(invoice.accounting_date or invoice.invoice_date),
        'untaxed': amount(untaxed, currency), 'tax': amount(tax, currency), 'total': amount(untaxed + tax, currency),
        'rounding': amount(rounding, currency), 'payable': amount(untaxed + tax + rounding, currency),
        'amountToPay': amount(invoice.amount_to_pay, currency),
        'advances': applied_to(invoice) if move else [],
        'paymentBlocked': bool(move) and any(line.payment_blocked for line in move.lines),
        'credits': invoice.credits.id if invoice.credits else None, 'traceparent': invoice.countersign_trace,
        'lines': [read_line(line, currency) for line in invoice.line_lines],
        'taxes': [read_tax(tax, currency) for tax in invoice.taxes],
        'move': read_move(move, invoice.company.currency) if move else None,
    }


def read_line(line, currency):
    return {
        'id': line.id, 'description': line.description, 'quantity': number(line.quantity),
        'unit': line.unit.symbol if line.unit else None, 'unitPrice': number(line.unit_price),
        'net': amount(line.amount, currency), 'account': line.account.code,
        'product': line.product.code if line.product else None, 'orderLine': order_line_of(line),
        'taxes': [tax.countersign_code or tax.name for tax in line.taxes], 'rounding': bool(line.payable_rounding),
    }


def read_tax(tax, currency):
    return {
        'code': tax.tax.named.countersign_code if tax.tax else None, 'name': tax.tax.name if tax.tax else tax.description,
        'base': amount(tax.base, currency), 'amount': amount(tax.amount, currency),
    }


def read_move(move, currency):
    debit = sum((line.debit for line in move.lines), Decimal(0))
    credit = sum((line.credit for line in move.lines), Decimal(0))
    return {
        'id': move.id, 'number': move.number, 'state': move.state, 'date': iso(move.date),
        'balanced': debit == credit, 'debit': amount(debit, currency), 'credit': amount(credit, currency),
        'lines': [{
            'account': line.account.code, 'name': line.account.name,
            'debit': amount(line.debit, currency), 'credit': amount(line.credit, currency),
            'blocked': bool(line.payment_blocked),
        } for line in move.lines],
    }
