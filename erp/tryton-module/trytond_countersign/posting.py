# SPDX-License-Identifier: GPL-3.0-or-later
"Create, check, post and read a supplier invoice. Whatever is refused leaves nothing behind: the caller's transaction ends."
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction

from . import applying, locks, version
from .document import read_document
from .line import build_lines
from .plain import amount, refuse
from .reading import amounts, read_invoice
from .reversible import crediting


def post(value):
    Invoice = Pool().get('account.invoice')
    document = read_document(value)
    version.require(document.versions)
    applying.check(document)
    with Transaction().set_context(company=document.company.id, _skip_warnings=True, date=document.accounting_date):
        orders = {line.order_line.purchase.id for line in document.lines if line.order_line}
        period = open_period(document.company, document.accounting_date)
        locks.take(document.company, orders, document.expected['total'] + document.rounding, period)
        invoice = _build(document)
        invoice.save()
        Invoice.update_taxes([invoice])
        invoice = Invoice(invoice.id)
        _settle_tax(invoice, document)
        invoice = Invoice(invoice.id)
        _compare(invoice, document)
        _check_credit(invoice, document)
        if document.advances:
            applying.enter(invoice, document.advances)
        Invoice.post([invoice])
        invoice = Invoice(invoice.id)
        if document.advances:
            applying.reconcile(invoice, document.advances, document.accounting_date)
            invoice = Invoice(invoice.id)
        _check_payable(invoice, document)
        if document.payment_blocked:
            _block(invoice)
        return read_invoice(Invoice(invoice.id))


def open_period(company, date):
    Period = Pool().get('account.period')
    period = Period.find(company, date=date, test_state=False)
    if period.state != 'open':
        refuse('PERIOD_CLOSED', f"period {period.rec_name} of {company.rec_name} is {period.state}")
    return period


def _build(document):
    Invoice = Pool().get('account.invoice')
    vendor = document.vendor
    invoice = Invoice(
        type='in', company=document.company, party=vendor, currency=document.currency,
        invoice_address=vendor.address_get(type='invoice'), account=vendor.account_payable_used,
        reference=document.reference, description=document.description, credits=document.credits,
        invoice_date=document.invoice_date, accounting_date=document.accounting_date,
        payment_term=None if document.due_date else vendor.supplier_payment_term,
        payment_term_date=document.due_date)
    invoice.set_journal()
    invoice.lines = build_lines(document)
    return invoice


def _settle_tax(invoice, document):
    "The ERP rounds per tax, the document per category: a difference within the limit goes to the largest tax line"
    _, tax, _ = amounts(invoice)
    difference = document.expected['tax'] - tax
    if not difference or abs(difference) > document.tax_limit:
        return
    taxes = [t for t in invoice.taxes if t.amount and not t.tax.named.self_assessed(invoice.tax_date)]
    if taxes:
        largest = max(taxes, key=lambda t: (abs(t.base), t.id))
        largest.amount += difference
        largest.save()


def _compare(invoice, document):
    untaxed, tax, rounding = amounts(invoice)
    actual = {'untaxed': untaxed, 'tax': tax, 'total': untaxed + tax}
    wrong = [
        f"{name}: the ERP computes {amount(found, invoice.currency)}, the document says {document.expected[name]}"
        for name, found in actual.items() if found != document.expected[name]]
    if rounding != document.rounding:
        wrong.append(f"rounding: the ERP computes {rounding}, the document says {document.rounding}")
    if wrong:
        refuse('TOTALS_MISMATCH', '; '.join(wrong))


def _check_payable(invoice, document):
    "What is left to pay, as the open items say"
    applied = sum((wanted for _, wanted in document.advances), Decimal(0))
    expected = document.expected.get('payable', document.expected['total'] + document.rounding - applied)
    if invoice.amount_to_pay != expected:
        refuse('TOTALS_MISMATCH', f"payable: {invoice.amount_to_pay} is left to pay, the document says {expected}")


def _check_credit(invoice, document):
    "A credit never exceeds what is left of the invoice that it credits"
    if not document.credits:
        return
    earlier = crediting(document.credits)
    left = sum((sum(amounts(i)[:2]) for i in [document.credits, *earlier]), Decimal(0))
    untaxed, tax, _ = amounts(invoice)
    if invoice.currency != document.credits.currency:
        refuse('CREDIT_EXCEEDS_INVOICE',
            f"the credit is in {invoice.currency.code}, the invoice in {document.credits.currency.code}")
    if untaxed + tax >= 0 or left + untaxed + tax < 0:
        refuse('CREDIT_EXCEEDS_INVOICE', f"{document.credits.number}: {left} is left, the credit is {untaxed + tax}")


def _block(invoice):
    Line = Pool().get('account.move.line')
    Line.write([line for line in invoice.move.lines if line.account == invoice.account], {'payment_blocked': True})
