# SPDX-License-Identifier: GPL-3.0-or-later
"The order to place: plain JSON in, checked values and records out. Everything odd is refused, nothing is guessed."
from dataclasses import dataclass
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import inactive_records

from .document import check_keys, currency_of_code, record_of
from .plain import read_date, read_decimal, read_record, read_text, refuse
from .units import CODES

REQUIRED = {
    'company', 'vendor', 'case', 'requisition', 'requester', 'costCentre', 'currency', 'orderDate', 'lines', 'expected', 'budgets'}
LINE_REQUIRED = {'description', 'quantity', 'unitPrice', 'net', 'taxes', 'wantedBy'}
LINE_OPTIONAL = {'product', 'account', 'unit'}


@dataclass
class OrderLine:
    description: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    taxes: list
    wanted_by: object
    product: object = None
    account: object = None
    unit: object = None


@dataclass
class Order:
    company: object
    vendor: object
    case: str
    requisition: str
    requester: str
    cost_centre: object
    currency: object
    date: object
    lines: list
    expected: dict
    budgets: dict
    versions: list


def read_order(value):
    check_keys(value, REQUIRED, {'versions'}, 'document')
    check_keys(value['expected'], {'untaxed', 'tax', 'total'}, set(), 'expected')
    for name in ('lines', 'budgets'):
        if not isinstance(value[name], list):
            refuse('INVALID_DOCUMENT', f"{name}: expected a list")
    if not value['lines']:
        refuse('INVALID_DOCUMENT', "lines: at least one line is needed")
    company = record_of('company.company')(value['company'], 'company')
    with inactive_records():
        vendor = record_of('party.party')(value['vendor'], 'vendor')
        cost_centre = record_of('countersign.cost_centre')(value['costCentre'], 'costCentre')
    order = Order(
        company=company, vendor=vendor, cost_centre=cost_centre,
        **{name: read_text(value[name], name) for name in ('case', 'requisition', 'requester')},
        currency=currency_of_code(value['currency']), date=read_date(value['orderDate'], 'orderDate'),
        lines=[_line(line, f'lines[{n}]') for n, line in enumerate(value['lines'])],
        expected={key: read_decimal(text, f'expected.{key}') for key, text in value['expected'].items()},
        budgets=_budgets(value['budgets'], company.currency), versions=value.get('versions') or [])
    _belongs(order)
    return order


def _line(value, where):
    check_keys(value, LINE_REQUIRED, LINE_OPTIONAL, where)
    if not isinstance(value['taxes'], list):
        refuse('INVALID_DOCUMENT', f"{where}.taxes: expected a list of ids")
    if ('product' in value) == ('account' in value):
        refuse('INVALID_DOCUMENT', f"{where}: one of product, account is needed")
    product = record_of('product.product')(value['product'], f'{where}.product') if 'product' in value else None
    line = OrderLine(
        description=read_text(value['description'], f'{where}.description'),
        **{name: read_decimal(value[key], f'{where}.{key}') for name, key in (
            ('quantity', 'quantity'), ('unit_price', 'unitPrice'), ('net', 'net'))},
        taxes=[record_of('account.tax')(id_, f'{where}.taxes') for id_ in value['taxes']],
        wanted_by=read_date(value['wantedBy'], f'{where}.wantedBy'), product=product,
        account=record_of('account.account')(value['account'], f'{where}.account') if 'account' in value else None,
        unit=_unit(value.get('unit'), product, where))
    if line.quantity <= 0 or line.unit_price < 0 or Decimal(str(float(line.quantity))) != line.quantity:
        refuse('INVALID_DOCUMENT', f"{where}: quantity or price can't be ordered")
    return line


def _unit(code, product, where):
    "By its UN/ECE code or its symbol, else that of the product; what has no product may be counted in what the ERP does not know"
    if code is None:
        return product.purchase_uom if product else None
    category = [('category', '=', product.purchase_uom.category.id)] if product else []
    found = [unit for unit in Pool().get('product.uom').search(category) if code in (CODES.get(unit.symbol), unit.symbol)]
    if not product:
        return found[0] if len(found) == 1 else None
    if len(found) != 1:
        refuse('INVALID_DOCUMENT', f"{where}.unit: {code!r} is no unit to order this in")
    return found[0]


def _budgets(parts, currency):
    most = {}
    for n, part in enumerate(parts):
        check_keys(part, {'id', 'amount', 'currency'}, set(), f'budgets[{n}]')
        budget = read_record(Pool().get('countersign.budget'), part['id'], f'budgets[{n}].id')
        if budget in most or part['currency'] != currency.code:
            refuse('INVALID_DOCUMENT', f"budgets[{n}]: named twice, or not in {currency.code}")
        most[budget] = read_decimal(part['amount'], f'budgets[{n}].amount')
    return most


def _belongs(order):
    records = [order.cost_centre, *(r for line in order.lines for r in [line.account, *line.taxes] if r)]
    if foreign := [record for record in records if record.company != order.company]:
        refuse('INVALID_DOCUMENT', f"{foreign[0].rec_name} belongs to another company")
    if wrong := [budget for budget in order.budgets if budget.cost_centre != order.cost_centre]:
        refuse('INVALID_DOCUMENT', f"budget {wrong[0].name} is of another cost centre")
