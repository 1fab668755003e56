# SPDX-License-Identifier: GPL-3.0-or-later
"Everything the ERP knows about a credit that a customer claims, in one answer. Reads only."
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction, inactive_records

from . import version
from .acts import party_acts
from .credit_content import contract_content
from .credit_entry import account_of
from .credits_before import earlier_credits
from .credited import taxes_by_line, uncredited
from .ledger_facts import period_facts, rate_facts
from .party_master import is_held, is_related
from .plain import amount, iso, read_date, refuse
from .posted_facts import company_by_code, company_facts
from .reading import amounts

KEYS = {'company', 'customer', 'invoices', 'contract', 'fromDate'}


def credit_facts(query):
    if unknown := sorted(query.keys() - KEYS):
        refuse('INVALID_DOCUMENT', f"query: unknown {', '.join(unknown)}")
    from_date = read_date(query.get('fromDate'), 'fromDate')
    company = company_by_code(query.get('company'))
    with Transaction().set_context(company=company.id if company else None), inactive_records():
        customer = _one('party.party', ('code', '=', query.get('customer'))) if query.get('customer') else None
        invoices = _invoices(company, query.get('invoices') or []) if company else []
        contract = _contract(company, query.get('contract'))
        return {
            'company': company_facts(company) if company else None,
            'customer': _customer(customer, company) if customer and company else None,
            'invoices': [_invoice(invoice) for invoice in invoices],
            'credits': earlier_credits(company, customer, invoices, from_date) if company and customer else [],
            'contract': {
                **contract_content(contract), 'version': version.token_of('service-contract', contract)} if contract else None,
            'periods': period_facts(company) if company else [],
            'accounts': _accounts(company) if company else {},
            'rates': rate_facts(from_date),
            'acts': party_acts([customer]) if customer else [],
        }


def _one(model, *domain):
    found = Pool().get(model).search(list(domain))
    return found[0] if len(found) == 1 else None


def _invoices(company, numbers):
    "Whoever they were sent to: that one is another customer's, the workflow decides"
    return Pool().get('account.invoice').search(
        [('type', '=', 'out'), ('company', '=', company.id), ('number', 'in', numbers)], order=[('id', 'ASC')])


def _contract(company, code):
    return company and code and _one('countersign.service_contract', ('company', '=', company.id), ('code', '=', code))


def _accounts(company):
    named = {reason: account_of(company, reason) for reason in ('compensation', 'goodwill')}
    return {reason: account.id if account else None for reason, account in named.items()}


def _customer(party, company):
    return {
        'id': party.id, 'code': party.code, 'name': party.name, 'active': bool(party.active), 'hold': is_held(party),
        'tier': party.countersign_tier or 'standard', 'relatedParty': is_related(party),
        'receivable': amount(_receivable(party, company), company.currency), 'version': version.token_of('party', party),
    }


def _receivable(party, company):
    open_items = Pool().get('account.move.line').search([
        ('account.type.receivable', '=', True), ('account.company', '=', company.id), ('party', '=', party.id),
        ('reconciliation', '=', None), ('move.state', '=', 'posted')])
    return sum((line.debit - line.credit for line in open_items), Decimal(0))


def _invoice(invoice):
    currency = invoice.currency
    untaxed, tax, _ = amounts(invoice)
    return {
        'id': invoice.id, 'number': invoice.number, 'customer': invoice.party.id, 'state': invoice.state,
        'date': iso(invoice.tax_date), 'currency': currency.code, 'net': amount(untaxed, currency),
        'tax': amount(tax, currency), 'gross': amount(untaxed + tax, currency),
        'open': amount(invoice.amount_to_pay, currency), 'lines': _lines(invoice),
        'version': version.token_of('customer-document', invoice),
    }


def _lines(invoice):
    taxes, currency = taxes_by_line(invoice), invoice.currency
    entries = []
    for line in invoice.line_lines:
        net, tax = uncredited(line)
        entries.append({
            'id': line.id, 'description': line.description or '', 'net': amount(line.amount, currency),
            'tax': amount(taxes[line.id], currency), 'taxes': [of.id for of in line.taxes],
            'credited': {'net': amount(line.amount - net, currency), 'tax': amount(taxes[line.id] - tax, currency)}})
    return entries
