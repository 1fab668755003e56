"""Purchase orders in process, with what was received of them."""
import csv
import datetime as dt
from decimal import Decimal
from itertools import groupby

from .books import sequence
from .erp import VALUES, values
from .people import who


def make_orders(erp):
    with (VALUES / 'orders.csv').open(encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    prefixes = {company['key']: company['orderPrefix'] for company in values('companies')['companies']}
    for key, prefix in prefixes.items():
        with erp.company(key) as company:
            numbers = sequence(erp, erp.get('company.company')(company), 'Purchase', prefix, 'ir.sequence', 4)
            erp.proxy('purchase.configuration').write([1], {'purchase_sequence': numbers.id}, erp.config.context)
            of_company = [row for row in rows if row['company'] == key]
            suppliers(erp, company, of_company)
            for number, lines in groupby(of_company, lambda row: row['number']):
                numbers.number_next = int(number.removeprefix(prefix))
                numbers.save()
                make_order(erp, number, list(lines))


def suppliers(erp, company, rows):
    """Each vendor's own code of each product"""
    for product, vendor, code in sorted({(r['product'], r['vendor'], r['supplierCode']) for r in rows}):
        variant = erp.get('product.product')(erp.result['products'][product])
        erp.get('purchase.product_supplier')(
            template=variant.template, product=variant, party=erp.result['vendors'][vendor], code=code, company=company).save()


def make_order(erp, number, rows):
    people = who(number)
    with erp.acting(people['requests']):
        order = request(erp, rows)
    with erp.acting(people['approves']):
        for step in ('quote', 'confirm'):
            order.click(step)
    order.click('process')
    order.reload()
    if order.number != number or order.state != 'processing':
        raise RuntimeError(f'order {number} became {order.number}, {order.state}')
    with erp.acting(people['receives']):
        receive(erp, order, rows)
    erp.result['orders'][number] = {'id': order.id, 'lines': [line.id for line in order.lines]}


def request(erp, rows):
    first = rows[0]
    order = erp.get('purchase.purchase')()
    order.party = erp.get('party.party')(erp.result['vendors'][first['vendor']])
    order.purchase_date = dt.date.fromisoformat(first['date'])
    order.currency = erp.get('currency.currency')(erp.result['currencies'][first['currency']])
    order.invoice_method = 'manual'
    for row in rows:
        line = order.lines.new()
        line.product = erp.get('product.product')(erp.result['products'][row['product']])
        line.quantity = float(row['quantity'])
        line.unit_price = Decimal(row['unitPrice'])
        line.taxes.append(erp.get('account.tax')(erp.result['taxes'][row['tax']]))
    order.save()
    return order


def receive(erp, order, rows):
    arrived = [float(row['received']) for row in rows if row['received']]
    if not arrived:
        return
    shipment = erp.get('stock.shipment.in')(supplier=order.party, effective_date=order.purchase_date + dt.timedelta(days=3))
    for move in order.moves:
        shipment.incoming_moves.append(erp.get('stock.move')(move.id))
    for move, quantity in zip(shipment.incoming_moves, arrived, strict=True):
        move.quantity = quantity
    shipment.save()
    shipment.click('receive')
    shipment.click('do')
