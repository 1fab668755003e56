# SPDX-License-Identifier: GPL-3.0-or-later
"What was paid before, what was agreed on, and who ordered what of late."
from decimal import Decimal

from trytond.pool import Pool

from .plain import amount, iso, number
from .restrict import only_ours
from .vendor_master import group_of

PLACED = ['confirmed', 'processing', 'done']
STEP = Decimal('0.000001')
MOST = 100


def paid_prices(company, products, from_date):
    "Newest first, for one of the product's own units"
    Line, Uom = Pool().get('purchase.line'), Pool().get('product.uom')
    prices = []
    for product in products:
        lines = Line.search([
            ('product', '=', product.id), ('purchase.company', '=', company.id), ('purchase.state', 'in', PLACED),
            ('purchase.purchase_date', '>=', from_date), ('quantity', '>', 0)],
            order=[('purchase.purchase_date', 'DESC'), ('id', 'DESC')], limit=MOST)
        prices += [{
            'product': product.id, 'vendor': line.purchase.party.id, 'order': line.purchase.id,
            'date': iso(line.purchase.purchase_date), 'currency': line.purchase.currency.code,
            'unitPrice': number(Uom.compute_price(line.unit, line.unit_price, product.default_uom).quantize(STEP)),
        } for line in lines]
    return sorted(prices, key=lambda price: price['date'], reverse=True)


def agreed_prices(company, products):
    found = Pool().get('countersign.agreed_price').search(
        [('company', '=', company.id), ('product', 'in', [product.id for product in products])],
        order=[('valid_from', 'ASC'), ('id', 'ASC')])
    return [{
        'id': price.id, 'vendor': price.vendor.id, 'product': price.product.id, 'unitPrice': number(price.unit_price),
        'currency': price.currency.code, 'validFrom': iso(price.valid_from), 'validUntil': iso(price.valid_until),
    } for price in found]


def order_entries(company, cost_centre, vendors, from_date, requester=None):
    "Orders with a number, cancelled ones too, of the cost centre, of one of the vendors or their groups, or of the requester; newest first"
    parties = {id_ for party in vendors for id_ in (party.id, *group_of(party))}
    asked = [('countersign_requester', '=', requester)] if requester else []
    found = Pool().get('purchase.purchase').search([
        ('company', '=', company.id), ('number', '!=', None), ('purchase_date', '>=', from_date), ['OR',
            ('party', 'in', sorted(parties)), *asked,
            ('lines.countersign_cost_centre', '=', cost_centre.id if cost_centre else -1)]],
        order=[('purchase_date', 'DESC'), ('id', 'DESC')])
    return [_order(order) for order in found]


def _order(order):
    centres = order.cost_centres()
    return {
        'id': order.id, 'number': order.number, 'caseId': order.countersign_case, 'requester': requester_of(order),
        'vendor': order.party.id, 'costCentre': centres[0].id if len(centres) == 1 else None,
        'date': iso(order.purchase_date), 'net': amount(order.untaxed_amount, order.currency),
        'currency': order.currency.code, 'state': order.state,
    }


def requester_of(order):
    "As the register calls them; of an order that somebody entered, whoever did"
    by = order.create_uid
    if order.countersign_requester or not by or only_ours({group.id for group in by.groups}):
        return order.countersign_requester
    return f'erp:{by.login}'
