"""Cost centres with their budgets, what vendors may be asked for, their certificates, and framework prices."""
import datetime as dt
from decimal import Decimal

from .erp import values


def make_procurement(erp):
    data = values('procurement')
    for cost_centre in data['costCentres']:
        make_cost_centre(erp, cost_centre)
    for number, code in data['orders'].items():
        lines = erp.result['orders'][number]['lines']
        erp.proxy('purchase.line').write(
            lines, {'countersign_cost_centre': erp.result['costCentres'][code]}, erp.config.context)
    for code, vendor in data['vendors'].items():
        make_offers(erp, erp.result['vendors'][code], vendor)
    for price in data['agreedPrices']:
        make_agreed_price(erp, price)


def make_cost_centre(erp, cost_centre):
    record = erp.get('countersign.cost_centre')(
        code=cost_centre['code'], name=cost_centre['name'], active=cost_centre.get('active', True),
        company=erp.get('company.company')(erp.result['companies'][cost_centre['company']]))
    record.save()
    erp.result['costCentres'][cost_centre['code']] = record.id
    for budget in cost_centre['budgets']:
        made = erp.get('countersign.budget')(
            cost_centre=record, name=budget['name'], start_date=day(budget['start']), end_date=day(budget['end']),
            amount=Decimal(budget['amount']))
        made.save()
        erp.result['budgets'][budget['name']] = made.id


def make_offers(erp, vendor, values_of):
    party = erp.get('party.party')(vendor)
    party.countersign_offers = ','.join(values_of['offers'])
    party.save()
    for certificate in values_of['certificates']:
        erp.get('countersign.certificate')(
            vendor=party, kind=certificate['kind'], valid_until=day(certificate['validUntil'])).save()


def make_agreed_price(erp, price):
    erp.get('countersign.agreed_price')(
        company=erp.get('company.company')(erp.result['companies'][price['company']]),
        vendor=erp.get('party.party')(erp.result['vendors'][price['vendor']]),
        product=erp.get('product.product')(erp.result['products'][price['product']]),
        currency=erp.get('currency.currency')(erp.result['currencies'][price['currency']]),
        unit_price=Decimal(price['unitPrice']), valid_from=day(price['validFrom']), valid_until=day(price['validUntil'])).save()


def day(text):
    return dt.date.fromisoformat(text)
