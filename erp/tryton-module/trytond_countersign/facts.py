# SPDX-License-Identifier: GPL-3.0-or-later
"Everything the ERP knows about one supplier invoice, in one answer. Reads only."
from trytond.pool import Pool
from trytond.transaction import Transaction

from .acts import act_facts
from .advance import open_advances
from .identity import match_parties, wanted_keys
from .ledger_facts import account_facts, period_facts, rate_facts, role_facts, tax_facts
from .plain import read_date, refuse
from .trade_facts import advance_entry, invoice_entry, order_entry
from .units import all_units
from .vendor_facts import company_entry, vendor_entry
from .vendor_master import group_of

KEYS = {
    'companyVat', 'companyIdentifiers', 'vendorVat', 'vendorIdentifiers', 'orderNumbers', 'creditedReferences', 'fromDate'}


def invoice_facts(query):
    if unknown := sorted(query.keys() - KEYS):
        refuse('INVALID_DOCUMENT', f"query: unknown {', '.join(unknown)}")
    from_date = read_date(query.get('fromDate'), 'fromDate')
    companies = _companies(query)
    with Transaction().set_context(company=companies[0][0].id if len(companies) == 1 else None, active_test=False):
        return _facts(query, companies, from_date)


def _companies(query):
    Company = Pool().get('company.company')
    matches = match_parties(wanted_keys(query.get('companyVat'), query.get('companyIdentifiers')))
    found = Company.search([('party', 'in', [party.id for party in matches])])
    return [(company, matches[company.party]) for company in found]


def _facts(query, companies, from_date):
    matches = match_parties(wanted_keys(query.get('vendorVat'), query.get('vendorIdentifiers')))
    company_ids = [company.id for company, _ in companies]
    only = companies[0][0] if len(companies) == 1 else None
    vendors = sorted(matches, key=lambda party: party.id)
    vendor_ids = sorted({id_ for party in vendors for id_ in (party.id, *group_of(party))})
    orders = _orders(company_ids, query.get('orderNumbers') or [])
    return {
        'companies': [company_entry(company, schemes) for company, schemes in companies],
        'vendors': [vendor_entry(party, matches[party]) for party in vendors],
        'orders': [order_entry(order) for order in orders],
        'invoices': [
            invoice_entry(invoice) for invoice in
            _invoices(company_ids, vendor_ids, query.get('creditedReferences') or [], from_date)],
        'advances': [advance_entry(line) for line in open_advances(company_ids, [party.id for party in matches])],
        'periods': period_facts(only) if only else [],
        'taxes': tax_facts(only) if only else [],
        'accounts': account_facts(only) if only else [],
        'roles': role_facts(only) if only else None,
        'rates': rate_facts(from_date),
        'acts': act_facts(vendors, orders),
        'units': all_units(),
    }


def _orders(company_ids, numbers):
    Purchase = Pool().get('purchase.purchase')
    return Purchase.search([('company', 'in', company_ids), ('number', 'in', numbers)], order=[('number', 'ASC')])


def _invoices(company_ids, vendor_ids, references, from_date):
    Invoice = Pool().get('account.invoice')
    return Invoice.search([
        ('type', '=', 'in'), ('company', 'in', company_ids), ('party', 'in', vendor_ids),
        ('state', 'in', ['draft', 'validated', 'posted', 'paid']),
        ['OR', ('invoice_date', '>=', from_date), ('invoice_date', '=', None), ('reference', 'in', references)]],
        order=[('invoice_date', 'ASC'), ('id', 'ASC')])
