"""Countries, currencies, companies with their books, taxes and the accounts in use."""
import datetime as dt
from decimal import Decimal

from proteus import Model, Wizard

from .books import make_fiscal_years
from .erp import values
from .parties import make_party

COUNTRIES = {
    'FR': "France", 'DE': "Germany", 'BE': "Belgium", 'NL': "Netherlands", 'IT': "Italy", 'GB': "United Kingdom",
    'US': "United States"}
CHARTS = {'fr': ('account_fr', 'root'), 'universal': ('account', 'account_template_root_en')}
EXCHANGE = {'fr': ('666', '766'), 'universal': ('6.2.1', '6.2.1')}


def make_companies(erp):
    data = values('companies')
    for code, name in COUNTRIES.items():
        erp.get('country.country')(code=code, name=name).save()
    make_currencies(erp, data['rates'])
    for company in data['companies']:
        make_company(erp, company)
    user = erp.one('res.user', ('login', '=', 'admin'))
    for id_ in erp.result['companies'].values():
        if id_ not in [c.id for c in user.companies]:
            user.companies.append(erp.get('company.company')(id_))
    user.company, user.company_filter = user.companies[0], 'all'
    user.save()
    erp.reload_context()
    for company in data['companies']:
        with erp.company(company['key']):
            make_chart(erp, company, data['accounts'][company['key']])
            make_taxes(erp, company['key'], data['taxes'])
            make_fiscal_years(erp, company['key'], data['fiscalYears'])


def make_currencies(erp, rates):
    Currency, Rate = erp.get('currency.currency'), erp.get('currency.currency.rate')
    for code, name in {'EUR': "Euro", 'USD': "US Dollar", 'GBP': "Pound Sterling"}.items():
        currency = Currency(name=name, code=code, symbol=code, rounding=Decimal('0.01'), digits=2)
        currency.save()
        erp.result['currencies'][code] = currency.id
        for row in rates if code != 'EUR' else [{'date': rates[0]['date'], 'EUR': '1'}]:
            Rate(currency=currency, date=dt.date.fromisoformat(row['date']), rate=Decimal(row[code])).save()


def make_company(erp, company):
    party = make_party(erp, company, company['key'])
    wizard = Wizard('company.company.config')
    wizard.execute('company')
    wizard.form.party = party
    wizard.form.currency = Model.get('currency.currency')(erp.result['currencies'][company['currency']])
    wizard.execute('add')
    erp.result['companies'][company['key']] = erp.one('company.company', ('party', '=', party.id)).id


def account(erp, key, code):
    return erp.one('account.account', ('company', '=', erp.result['companies'][key]), ('code', '=', code))


def make_chart(erp, company, codes):
    key, company_id = company['key'], erp.result['companies'][company['key']]
    template = erp.get('ir.model.data').get_id(*CHARTS[company['chart']], erp.config.context)
    wizard = Wizard('account.create_chart')
    wizard.execute('account')
    wizard.form.account_template = erp.get('account.account.template')(template)
    wizard.form.company = erp.get('company.company')(company_id)
    wizard.execute('create_account')
    payable, expense = account(erp, key, codes['payable']), account(erp, key, codes['defaultExpense'])
    of_company = ('company', '=', company_id), ('closed', '!=', True)
    Account = erp.get('account.account')
    wizard.form.account_receivable = Account.find([('type.receivable', '=', True), *of_company], limit=1)[0]
    wizard.form.account_payable = payable
    wizard.form.category_account_expense = expense
    wizard.form.category_account_revenue = Account.find([('type.revenue', '=', True), *of_company], limit=1)[0]
    wizard.execute('create_properties')
    configuration = erp.get('account.configuration')(1)
    debit, credit = EXCHANGE[company['chart']]
    configuration.currency_exchange_debit_account = account(erp, key, debit)
    configuration.currency_exchange_credit_account = account(erp, key, credit)
    configuration.tax_rounding = 'document'
    configuration.save()
    record = erp.get('company.company')(company_id)
    record.rounding_account = account(erp, key, codes['rounding'])
    if 'advances' in codes:
        record.advance_account = account(erp, key, codes['advances'])
    record.save()
    erp.result['accounts'][key] = {role: account(erp, key, code).id for role, code in codes.items()}


def make_taxes(erp, key, taxes):
    if key == 'MSL':
        make_british_taxes(erp)
    for tax in [tax for tax in taxes if tax['company'] == key]:
        company = erp.result['companies'][key]
        record = erp.one('account.tax', ('name', '=', tax['erpName']), ('company', '=', company), ('parent', '=', None))
        record.countersign_code = tax['code']
        record.countersign_categories = ','.join(tax['categories'])
        record.countersign_scope = tax['scope']
        record.save()
        erp.result['taxes'][tax['code']] = record.id


def make_british_taxes(erp):
    """The universal chart has no taxes: standard rate, and the reverse charge as a pair."""
    vat = account(erp, 'MSL', '2.2.3')
    Tax = erp.get('account.tax')

    def percentage(name, rate, parent=None):
        Tax(name=name, description=name, type='percentage', rate=Decimal(rate), invoice_account=vat,
            credit_note_account=vat, parent=parent).save()

    percentage("VAT 20% (purchases)", '0.20')
    pair = Tax(name="VAT 20% reverse charge", description="VAT 20% reverse charge", type='none')
    pair.save()
    percentage("VAT 20% reverse charge (input)", '0.20', pair)
    percentage("VAT 20% reverse charge (output)", '-0.20', pair)
