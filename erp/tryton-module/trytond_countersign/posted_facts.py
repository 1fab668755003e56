# SPDX-License-Identifier: GPL-3.0-or-later
"Everything the ERP knows about one posted supplier document that may be reversed, in one answer. Reads only."
from trytond.pool import Pool
from trytond.transaction import Transaction, inactive_records

from . import version
from .acts import act_facts
from .applying import applied_to
from .identity import describe
from .ledger_facts import period_facts
from .plain import amount, iso, refuse
from .reading import amounts, order_line_of
from .reversible import credited_by


def posted_document(query):
    if unknown := sorted(query.keys() - {'company', 'document', 'key'}):
        refuse('INVALID_DOCUMENT', f"query: unknown {', '.join(unknown)}")
    company = company_by_code(query.get('company'))
    with Transaction().set_context(company=company.id if company else None), inactive_records():
        document = _document(company, query.get('document')) if company else None
        orders = {line.origin.purchase for line in document.lines if order_line_of(line)} if document else set()
        return {
            'company': company_facts(company) if company else None,
            'document': document_entry(document) if document else None,
            'periods': period_facts(company) if company else [],
            'acts': act_facts([document.party], sorted(orders, key=lambda order: order.id)) if document else [],
        }


def company_by_code(code):
    "By the code of its party, else its VAT number, else its id: as the facts of invoices name it"
    named = [company for company in Pool().get('company.company').search([]) if code and code == _code(company)]
    return named[0] if len(named) == 1 else None


def company_facts(company):
    return {
        'id': company.id, 'code': _code(company), 'name': company.party.name, 'currency': company.currency.code}


def _code(company):
    return company.party.code or describe(company.party)['vat'] or str(company.id)


def _document(company, id_):
    found = Pool().get('account.invoice').search([
        ('id', '=', id_), ('company', '=', company.id), ('type', '=', 'in'), ('number', '!=', None)])
    return found[0] if found else None


def document_entry(invoice):
    currency = invoice.currency
    untaxed, tax, _ = amounts(invoice)
    keys = Pool().get('countersign.command').search([('invoice', '=', invoice.id)], limit=1)
    return {
        'id': invoice.id, 'number': invoice.number, 'key': keys[0].key if keys else None, 'state': invoice.state,
        'description': invoice.description, 'kind': 'credit' if untaxed + tax < 0 else 'debit', 'currency': currency.code,
        'untaxed': amount(untaxed, currency), 'tax': amount(tax, currency), 'total': amount(untaxed + tax, currency),
        'amountToPay': amount(invoice.amount_to_pay, currency), 'date': iso(invoice.accounting_date or invoice.invoice_date),
        'vendor': {'id': invoice.party.id, 'code': invoice.party.code, 'name': invoice.party.name},
        'advancesApplied': bool(applied_to(invoice)) if invoice.move else False,
        'creditedBy': [{'id': credit.id, 'number': credit.number} for credit in credited_by(invoice)],
        'cancelled': invoice.state == 'cancelled',
        'paymentBlocked': bool(invoice.move) and any(line.payment_blocked for line in invoice.move.lines),
        'version': version.token_of('vendor-document', invoice),
    }
