"""Customers with service contracts and posted invoices of the past, as an accountant enters them."""
import datetime as dt
from decimal import Decimal

from proteus import Wizard

from .companies import account
from .erp import values
from .parties import make_party
from .vendors import CATEGORIES, category


def make_customers(erp):
    data = values('customers')
    with erp.company(data['company']):
        make_accounts(erp, data)
        for customer in data['customers']:
            make_customer(erp, customer)
        for contract in data['contracts']:
            make_contract(erp, data['company'], contract)
        for invoice in data['invoices']:
            make_invoice(erp, data, invoice)


def make_accounts(erp, data):
    company = erp.get('company.company')(erp.result['companies'][data['company']])
    named = {role: account(erp, data['company'], code) for role, code in data['accounts'].items()}
    company.compensation_account, company.goodwill_account = named['compensation'], named['goodwill']
    company.save()
    erp.result['accounts'][data['company']].update({role: of.id for role, of in named.items()})


def make_customer(erp, customer):
    party = make_party(erp, customer, customer['code'])
    for name in [CATEGORIES[key] for key in CATEGORIES if customer.get(key)]:
        party.categories.append(category(erp, name))
    party.countersign_tier = customer['tier']
    party.save()
    erp.result['customers'][customer['code']] = party.id


def make_contract(erp, company, contract):
    record = erp.get('countersign.service_contract')(
        company=erp.get('company.company')(erp.result['companies'][company]), code=contract['code'],
        customer=erp.get('party.party')(erp.result['customers'][contract['customer']]), service=contract['service'],
        monthly_fee=Decimal(contract['monthlyFee']), cap=Decimal(contract['cap']),
        currency=erp.get('currency.currency')(erp.result['currencies'][contract['currency']]),
        valid_from=date(contract['validFrom']), valid_to=date(contract['validTo']))
    for term in contract['terms']:
        record.terms.new(below=Decimal(term['below']), credit=Decimal(term['credit']))
    record.save()
    erp.result['contracts'][contract['code']] = record.id


def make_invoice(erp, data, invoice):
    record = erp.get('account.invoice')(
        type='out', company=erp.get('company.company')(erp.result['companies'][data['company']]),
        party=erp.get('party.party')(erp.result['customers'][invoice['customer']]), invoice_date=date(invoice['date']))
    for line in invoice['lines']:
        make_line(erp, data, record, line)
    record.save()
    if not invoice.get('draft'):
        record.click('post')
    if 'paid' in invoice:
        pay(erp, data, record, date(invoice['paid']))
    if 'credited' in invoice:
        credit(erp, record, invoice['credited'])
    erp.result['customerInvoices'][record.number or f"{invoice['customer']}/draft"] = {
        'id': record.id, 'lines': [line.id for line in record.lines]}


def make_line(erp, data, record, line):
    entry = record.lines.new(quantity=1, unit_price=Decimal(line['net']), description=line['description'])
    entry.account = account(erp, data['company'], data['accounts']['revenue'])
    while entry.taxes:
        entry.taxes.pop()
    entry.taxes.append(erp.one(
        'account.tax', ('name', '=', data['taxes'][line['tax']]), ('parent', '=', None),
        ('company', '=', erp.result['companies'][data['company']])))


def pay(erp, data, record, day):
    bank = account(erp, data['company'], '5121')
    method = erp.get('account.invoice.payment.method')(
        name='Bank', company=record.company, journal=erp.one('account.journal', ('code', '=', 'CASH')),
        credit_account=bank, debit_account=bank)
    method.save()
    wizard = Wizard('account.invoice.pay', [record])
    wizard.form.payment_method, wizard.form.date = method, day
    wizard.execute('choice')
    record.reload()


def credit(erp, record, part):
    """A part of one line, by hand"""
    wizard = Wizard('account.invoice.credit', [record])
    wizard.form.with_refund, wizard.form.invoice_date = False, date(part['date'])
    wizard.execute('credit')
    note = erp.one('account.invoice', ('type', '=', 'out'), ('state', '=', 'draft'), ('party', '=', record.party.id))
    kept = note.lines[part['line']]
    for line in [line for line in note.lines if line != kept]:
        note.lines.remove(line)
    kept.quantity, kept.unit_price = -1, Decimal(part['net'])
    note.save()
    note.click('post')
    erp.result['customerInvoices'][note.number] = {'id': note.id, 'lines': [line.id for line in note.lines]}


def date(text):
    return dt.date.fromisoformat(text) if text else None
