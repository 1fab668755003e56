# SPDX-License-Identifier: GPL-3.0-or-later
"Everything the ERP knows about one requisition, in one answer. Reads only."
from trytond.pool import Pool
from trytond.transaction import Transaction

from . import version
from .acts import act_facts
from .document import check_keys
from .identity import describe
from .ledger_facts import account_facts, rate_facts, tax_facts
from .plain import amount, iso, number, read_date, read_text, refuse
from .price_facts import agreed_prices, order_entries, paid_prices
from .sourcing import certificates_of
from .spending import COMMITS, spent_on
from .units import unit_facts
from .vendor_facts import flags_of
from .vendor_master import group_of

KEYS = {'company', 'costCentre', 'vendors', 'products', 'days', 'fromDate'}


def requisition_facts(query):
    check_keys(query, KEYS, {'requester'}, 'query')
    vendors, products, days = (_texts(query, name) for name in ('vendors', 'products', 'days'))
    days = [read_date(day, 'days') for day in days]
    from_date = read_date(query['fromDate'], 'fromDate')
    company = _by_code('company.company', 'party.code', read_text(query['company'], 'company'))
    if not company:
        return {
            'company': None, 'costCentre': None, 'rates': rate_facts(from_date),
            **{name: [] for name in (
                'budgets', 'vendors', 'products', 'prices', 'agreements', 'orders', 'taxes', 'expenses', 'acts')}}
    with Transaction().set_context(company=company.id, active_test=False):
        requester = read_text(query['requester'], 'requester') if query.get('requester') else None
        return _facts(company, read_text(query['costCentre'], 'costCentre'), vendors, products, days, from_date, requester)


def _facts(company, code, vendor_codes, product_codes, days, from_date, requester):
    cost_centre = _by_code('countersign.cost_centre', 'code', code, ('company', '=', company.id))
    vendors = [found for each in vendor_codes if (found := _by_code('party.party', 'code', each))]
    products = [found for each in product_codes if (found := _by_code('product.product', 'code', each))]
    budgets = [b for b in cost_centre.budgets if any(b.covers(day) for day in days)] if cost_centre else []
    return {
        'company': {
            'id': company.id, 'code': company.party.code, 'name': company.party.name, 'currency': company.currency.code},
        'costCentre': cost_centre and {
            'id': cost_centre.id, 'code': cost_centre.code, 'name': cost_centre.name, 'active': bool(cost_centre.active),
            'version': version.token_of('cost-centre', cost_centre)},
        'budgets': [_budget(budget) for budget in sorted(budgets, key=lambda budget: budget.start_date)],
        'vendors': [_vendor(company, party) for party in vendors],
        'products': [_product(product) for product in products],
        'prices': paid_prices(company, products, from_date),
        'agreements': agreed_prices(company, products),
        'orders': order_entries(company, cost_centre, vendors, from_date, requester),
        'taxes': _taxes(company, vendors[0] if vendors else None),
        'expenses': account_facts(company),
        'rates': rate_facts(from_date),
        'acts': act_facts(vendors, []),
    }


def _texts(query, name):
    if not isinstance(query[name], list):
        refuse('INVALID_DOCUMENT', f"{name}: expected a list")
    return list(dict.fromkeys(read_text(text, name) for text in query[name]))


def _by_code(model, field, code, *more):
    found = Pool().get(model).search([(field, '=', code), *more], limit=2)
    return found[0] if len(found) == 1 else None


def _budget(budget):
    spent, currency = spent_on(budget), budget.currency
    return {
        'id': budget.id, 'name': budget.name, 'currency': currency.code, 'start': iso(budget.start_date),
        'end': iso(budget.end_date), 'budgeted': amount(budget.amount, currency),
        'actual': amount(spent.actual, currency), 'committed': amount(spent.committed, currency),
        'byCase': [{'caseId': case, 'amount': amount(taken, currency)} for case, taken in sorted(spent.by_case.items())],
    }


def _vendor(company, party):
    open_orders = Pool().get('purchase.purchase').search(
        [('company', '=', company.id), ('party', '=', party.id), ('state', 'in', list(COMMITS))], count=True)
    flags = flags_of(party)
    return {
        'id': party.id, 'code': party.code, 'name': party.name, 'active': bool(party.active), 'hold': flags['hold'],
        'relatedParty': flags['relatedParty'], 'group': group_of(party), 'categories': party.offers,
        'certificates': certificates_of(party), 'openOrders': open_orders, 'version': version.token_of('vendor', party),
    }


def _product(product):
    return {
        'id': product.id, 'code': product.code, 'name': product.name, 'unit': unit_facts(product.default_uom),
        'type': product.type}


def _taxes(company, vendor):
    "Those that fit where the vendor is, the highest rate first"
    wanted = _tax_categories(company, vendor)
    recoverable = {tax.id: tax.recoverable for tax in Pool().get('account.tax').search([('company', '=', company.id)])}
    fit = [tax for tax in tax_facts(company) if wanted & {code.strip() for code in tax['categories']}]
    return [
        {**{name: tax[name] for name in ('id', 'code', 'rate', 'selfAssessed')}, 'recoverable': number(recoverable[tax['id']])}
        for tax in sorted(fit, key=lambda tax: (-float(tax['rate']), tax['code']))]


def _tax_categories(company, vendor):
    "UNCL 5305: at home, within the community, from beyond it"
    if not vendor or describe(vendor)['country'] in {None, describe(company.party)['country']}:
        return {'S'}
    return {'K'} if any(identifier.type == 'eu_vat' for identifier in vendor.identifiers) else {'O', 'G'}
