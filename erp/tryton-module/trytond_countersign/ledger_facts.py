# SPDX-License-Identifier: GPL-3.0-or-later
"Periods, taxes, accounts and rates of a company."
from trytond.pool import Pool

from . import version
from .plain import iso, number


def period_facts(company):
    Period = Pool().get('account.period')
    periods = Period.search([('company', '=', company.id), ('type', '=', 'standard')], order=[('start_date', 'ASC')])
    return [{
        'id': p.id, 'company': company.id, 'name': p.name, 'start': iso(p.start_date), 'end': iso(p.end_date),
        'state': p.state, 'version': version.token_of('period', p),
    } for p in periods]


def tax_facts(company):
    Tax = Pool().get('account.tax')
    taxes = Tax.search([('company', '=', company.id), ('countersign_code', '!=', None)], order=[('countersign_code', 'ASC')])
    today = Pool().get('ir.date').today()
    return [{
        'id': t.id, 'company': company.id, 'code': t.countersign_code, 'name': t.name,
        'rate': number(sum(leaf.rate for leaf in t.leaves(today) if leaf.rate > 0) * 100),
        'categories': (t.countersign_categories or '').split(','),
        'scope': t.countersign_scope, 'selfAssessed': t.self_assessed(today),
    } for t in taxes]


def account_facts(company):
    Account = Pool().get('account.account')
    accounts = Account.search(
        [('company', '=', company.id), ('type.expense', '=', True), ('closed', '!=', True)], order=[('code', 'ASC')])
    return [{'id': a.id, 'company': company.id, 'code': a.code, 'name': a.name} for a in accounts]


def role_facts(company):
    configuration = Pool().get('account.configuration')(1)
    named = {
        'defaultExpense': configuration.get_multivalue('default_category_account_expense', company=company.id),
        'payable': configuration.get_multivalue('default_account_payable', company=company.id),
        'rounding': company.rounding_account,
    }
    return {role: account.id if account else None for role, account in named.items()}


def rate_facts(from_date):
    "Rates from a date on, with the last one before it"
    Rate = Pool().get('currency.currency.rate')
    rates = Rate.search([], order=[('currency', 'ASC'), ('date', 'ASC')])
    last = {r.currency: r.date for r in rates if r.date <= from_date}
    return [
        {'currency': r.currency.code, 'date': iso(r.date), 'rate': number(r.rate)}
        for r in rates if r.date >= last.get(r.currency, from_date)]
