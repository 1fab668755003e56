"""Advances that were paid to vendors, as an accountant enters them: bank to the advance account, with the vendor's reference."""
import datetime as dt
from decimal import Decimal

from .erp import values


def make_advances(erp):
    for advance in values('advances')['advances']:
        with erp.company(advance['company']):
            make_advance(erp, advance)


def make_advance(erp, advance):
    accounts, order = erp.result['accounts'][advance['company']], erp.result['orders'].get(advance['order'])
    date, paid = dt.date.fromisoformat(advance['date']), Decimal(advance['amount'])
    currency = erp.get('currency.currency')(erp.result['currencies'][advance['currency']])
    company = erp.get('company.company')(erp.result['companies'][advance['company']])
    move = erp.get('account.move')(company=company, date=date)
    move.journal = erp.one('account.journal', ('code', '=', 'CASH'))
    move.period = erp.one(
        'account.period', ('company', '=', company.id), ('type', '=', 'standard'), ('start_date', '<=', date),
        ('end_date', '>=', date))
    move.description = advance['reference']
    if order:
        move.origin = erp.get('purchase.purchase')(order['id'])
    line = move.lines.new()
    line.account = erp.get('account.account')(accounts['advances'])
    line.party = erp.get('party.party')(erp.result['vendors'][advance['vendor']])
    line.debit = in_company_currency(erp, advance, date) if currency != company.currency else paid
    if currency != company.currency:
        line.second_currency, line.amount_second_currency = currency, paid
    bank = move.lines.new()
    bank.account = erp.get('account.account')(accounts['bank'])
    bank.credit = line.debit
    move.save()
    move.click('post')
    entry, = [entry for entry in move.lines if entry.debit]
    erp.result['advances'][f"{advance['vendor']}/{advance['reference']}"] = {'id': entry.id, 'number': move.number}


def in_company_currency(erp, advance, date):
    """By the rate of the day, which is for one unit of the company's currency"""
    rate = max((r for r in values('companies')['rates'] if r['date'] <= date.isoformat()), key=lambda r: r['date'])
    return (Decimal(advance['amount']) / Decimal(rate[advance['currency']])).quantize(Decimal('0.01'))
