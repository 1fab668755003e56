"""Posted invoices of the past, through the same door as later ones; then the past is closed."""
import datetime as dt
import hashlib
import json
from decimal import Decimal

from .erp import values


def post_history(erp):
    data = values('history')
    admin = erp.one('res.user', ('login', '=', 'admin'))
    admin.groups.append(erp.one('res.group', ('name', '=', 'Countersign Posting')))
    admin.save()
    for invoice in [*data['posted'], *(i for series in data['series'] for i in expand(series))]:
        post(erp, invoice)


def expand(series):
    """One invoice a month"""
    first = dt.date.fromisoformat(series['firstDate'])
    for n, quantity in enumerate(series['quantities']):
        yield {
            'company': series['company'], 'vendor': series['vendor'], 'reference': f"{series['prefix']}{n + 1:03d}",
            'date': first.replace(month=first.month + n).isoformat(), 'currency': series['currency'],
            'lines': [{
                'product': series['product'], 'quantity': quantity, 'unitPrice': series['unitPrice'], 'tax': series['tax']}]}


def post(erp, invoice):
    order = erp.result['orders'].get(invoice.get('order'))
    rates = {
        tax['code']: Decimal(0) if tax['selfAssessed'] else Decimal(tax['rate']) / 100
        for tax in values('companies')['taxes']}
    nets = [Decimal(line['quantity']) * Decimal(line['unitPrice']) for line in invoice['lines']]
    tax = sum((net * rates[line['tax']] for net, line in zip(nets, invoice['lines'])), Decimal(0)).quantize(Decimal('0.01'))
    document = {
        'company': erp.result['companies'][invoice['company']], 'vendor': erp.result['vendors'][invoice['vendor']],
        'reference': invoice['reference'], 'currency': invoice['currency'],
        'invoiceDate': invoice['date'], 'accountingDate': invoice['date'],
        'lines': [{
            'description': line['product'], 'quantity': line['quantity'], 'unitPrice': line['unitPrice'], 'net': str(net),
            'product': erp.result['products'][line['product']], 'taxes': [erp.result['taxes'][line['tax']]],
            **({'orderLine': order['lines'][n]} if order else {}),
        } for n, (line, net) in enumerate(zip(invoice['lines'], nets))],
        'expected': {'untaxed': str(sum(nets)), 'tax': str(tax), 'total': str(sum(nets) + tax)},
    }
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    with erp.company(invoice['company']):
        posted = erp.proxy('countersign.command').post_invoice(
            f"masters/{invoice['vendor']}/{invoice['reference']}", digest, document, erp.config.context)
    erp.result['invoices'][f"{invoice['vendor']}/{invoice['reference']}"] = {
        key: posted[key] for key in ('id', 'number', 'untaxed', 'tax', 'total', 'currency', 'invoiceDate')}


def close_periods(erp):
    years = {row['year']: row['open'] for row in values('companies')['fiscalYears']}
    periods = erp.get('account.period').find([('type', '=', 'standard'), ('state', '=', 'open')])
    past = [p.id for p in periods if p.start_date.month not in years[p.start_date.year]]
    erp.proxy('account.period').close(past, erp.config.context)
