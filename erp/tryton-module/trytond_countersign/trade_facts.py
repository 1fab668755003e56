# SPDX-License-Identifier: GPL-3.0-or-later
"Orders, earlier invoices and advances."
from decimal import Decimal

from trytond.transaction import Transaction

from . import version
from .advance import currency_of, open_amount, order_of, stated
from .plain import amount, iso, number
from .quantity import invoiced, received
from .reading import amounts, order_line_of
from .reversible import crediting
from .units import unit_facts


def order_entry(order):
    with Transaction().set_context(company=order.company.id):
        lines = [line for line in order.lines if line.type == 'line']
        return {
            'id': order.id, 'number': order.number, 'company': order.company.id, 'vendor': order.party.id,
            'vendorCode': order.party.code, 'state': order.state, 'currency': order.currency.code,
            'date': iso(order.purchase_date), 'version': version.token_of('order', order),
            'lines': [_order_line(line, n) for n, line in enumerate(lines, 1)],
        }


def _order_line(line, n):
    account = line.account_to_book
    return {
        'id': line.id, 'number': str(n), 'description': line.description or (line.product.name if line.product else None),
        'product': _product(line), 'unit': unit_facts(line.unit),
        'ordered': number(line.quantity), 'received': number(received(line)), 'invoiced': number(invoiced(line)),
        'unitPrice': number(line.unit_price), 'taxes': [tax.id for tax in line.taxes],
        'account': {'id': account.id, 'code': account.code, 'name': account.name} if account else None,
    }


def _product(line):
    product = line.product
    if not product:
        return None
    gtins = [i.code for i in product.identifiers if i.type == 'ean']
    return {
        'id': product.id, 'code': product.code, 'name': product.name, 'gtin': gtins[0] if gtins else None,
        'supplierCode': line.product_supplier.code if line.product_supplier else None,
        'type': product.type,
    }


def invoice_entry(invoice):
    currency = invoice.currency
    untaxed, tax, _ = amounts(invoice)
    return {
        'id': invoice.id, 'number': invoice.number, 'reference': invoice.reference, 'state': invoice.state,
        'description': invoice.description,
        'kind': 'credit' if untaxed + tax < 0 else 'debit',
        'company': invoice.company.id, 'vendor': invoice.party.id, 'currency': currency.code,
        'date': iso(invoice.invoice_date), 'accountingDate': iso(invoice.accounting_date or invoice.invoice_date),
        'untaxed': amount(untaxed, currency), 'tax': amount(tax, currency), 'total': amount(untaxed + tax, currency),
        'credits': invoice.credits.id if invoice.credits else None, 'credited': _credited(invoice),
        'lines': [{
            'id': line.id, 'description': line.description, 'product': line.product.code if line.product else None,
            'quantity': number(line.quantity), 'unitPrice': number(line.unit_price), 'net': amount(line.amount, currency),
            'orderLine': order_line_of(line), 'account': line.account.id, 'taxes': [tax.id for tax in line.taxes],
        } for line in invoice.line_lines],
    }


def _credited(invoice):
    "By posted credits so far, as positive amounts"
    parts = [amounts(credit)[:2] for credit in crediting(invoice)]
    untaxed = -sum((part[0] for part in parts), Decimal(0))
    tax = -sum((part[1] for part in parts), Decimal(0))
    currency = invoice.currency
    return {'untaxed': amount(untaxed, currency), 'tax': amount(tax, currency), 'total': amount(untaxed + tax, currency)}


def advance_entry(line):
    order, currency = order_of(line), currency_of(line)
    return {
        'id': line.id, 'number': line.move.number, 'reference': line.move.description or None,
        'company': line.move.company.id, 'vendor': line.party.id, 'order': order.id if order else None,
        'currency': currency.code, 'date': iso(line.move.date),
        'amount': amount(stated(line), currency), 'open': amount(open_amount(line), currency),
        'version': version.token_of('advance', line),
    }
