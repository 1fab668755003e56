# SPDX-License-Identifier: GPL-3.0-or-later
"The document to post: plain JSON in, checked values and records out. Everything odd is refused, nothing is guessed."
from dataclasses import dataclass, field
from decimal import Decimal

from trytond.pool import Pool

from .plain import read_date, read_decimal, read_record, read_text, refuse

REQUIRED = {'company', 'vendor', 'reference', 'currency', 'invoiceDate', 'accountingDate', 'lines', 'expected'}
OPTIONAL = {'description', 'dueDate', 'taxDifferenceLimit', 'rounding', 'credits', 'advances', 'paymentBlocked', 'versions'}
LINE_REQUIRED = {'description', 'quantity', 'unitPrice', 'net', 'taxes'}
LINE_OPTIONAL = {'orderLine', 'unit', 'product', 'account'}


@dataclass
class Line:
    description: str
    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    taxes: list
    order_line: object = None
    unit: object = None
    product: object = None
    account: object = None


@dataclass
class Document:
    company: object
    vendor: object
    reference: str
    description: str | None
    currency: object
    invoice_date: object
    accounting_date: object
    due_date: object
    expected: dict
    tax_limit: Decimal
    rounding: Decimal
    rounding_account: object
    credits: object
    payment_blocked: bool
    advances: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    versions: list = field(default_factory=list)


def check_keys(value, required, optional, where):
    if not isinstance(value, dict):
        refuse('INVALID_DOCUMENT', f"{where}: expected an object")
    if missing := sorted(required - value.keys()):
        refuse('INVALID_DOCUMENT', f"{where}: {', '.join(missing)} missing")
    if unknown := sorted(value.keys() - required - optional):
        refuse('INVALID_DOCUMENT', f"{where}: unknown {', '.join(unknown)}")


def _optional(value, read, where):
    return None if value is None else read(value, where)


def record_of(name):
    return lambda value, where: read_record(Pool().get(name), value, where)


def currency_of_code(code):
    found = Pool().get('currency.currency').search([('code', '=', code)])
    return found[0] if found else refuse('INVALID_DOCUMENT', f"currency: {code!r} is not in the ERP")


def _line(value, where):
    check_keys(value, LINE_REQUIRED, LINE_OPTIONAL, where)
    if not isinstance(value['taxes'], list):
        refuse('INVALID_DOCUMENT', f"{where}.taxes: expected a list of ids")
    line = Line(
        description=read_text(value['description'], f'{where}.description'),
        quantity=read_decimal(value['quantity'], f'{where}.quantity'),
        unit_price=read_decimal(value['unitPrice'], f'{where}.unitPrice'),
        net=read_decimal(value['net'], f'{where}.net'),
        taxes=[record_of('account.tax')(id_, f'{where}.taxes') for id_ in value['taxes']],
        order_line=_optional(value.get('orderLine'), record_of('purchase.line'), f'{where}.orderLine'),
        unit=_optional(value.get('unit'), record_of('product.uom'), f'{where}.unit'),
        product=_optional(value.get('product'), record_of('product.product'), f'{where}.product'),
        account=_optional(value.get('account'), record_of('account.account'), f'{where}.account'))
    if not line.quantity:
        refuse('INVALID_DOCUMENT', f"{where}.quantity: must not be zero")
    if not (line.order_line or line.product or line.account):
        refuse('INVALID_DOCUMENT', f"{where}: one of orderLine, product, account is needed")
    return line


def _advances(value):
    if not isinstance(value, list):
        refuse('INVALID_DOCUMENT', "advances: expected a list")
    advances = []
    for n, part in enumerate(value):
        check_keys(part, {'id', 'amount'}, set(), f'advances[{n}]')
        amount = read_decimal(part['amount'], f'advances[{n}].amount')
        if amount <= 0:
            refuse('INVALID_DOCUMENT', f"advances[{n}].amount: must be more than zero")
        advances.append((record_of('account.move.line')(part['id'], f'advances[{n}].id'), amount))
    return advances


def read_document(value):
    check_keys(value, REQUIRED, OPTIONAL, 'document')
    check_keys(value['expected'], {'untaxed', 'tax', 'total'}, {'payable'}, 'expected')
    rounding = value.get('rounding') or {'amount': '0'}
    check_keys(rounding, {'amount'}, {'account'}, 'rounding')
    if not isinstance(value['lines'], list) or not value['lines']:
        refuse('INVALID_DOCUMENT', "lines: at least one line is needed")
    if not isinstance(value.get('paymentBlocked', False), bool):
        refuse('INVALID_DOCUMENT', "paymentBlocked: expected true or false")
    document = Document(
        company=record_of('company.company')(value['company'], 'company'),
        vendor=record_of('party.party')(value['vendor'], 'vendor'),
        reference=read_text(value['reference'], 'reference'),
        description=value.get('description'),
        currency=currency_of_code(value['currency']),
        invoice_date=read_date(value['invoiceDate'], 'invoiceDate'),
        accounting_date=read_date(value['accountingDate'], 'accountingDate'),
        due_date=_optional(value.get('dueDate'), read_date, 'dueDate'),
        expected={key: read_decimal(text, f'expected.{key}') for key, text in value['expected'].items()},
        tax_limit=read_decimal(value.get('taxDifferenceLimit', '0'), 'taxDifferenceLimit'),
        rounding=read_decimal(rounding['amount'], 'rounding.amount'),
        rounding_account=_optional(rounding.get('account'), record_of('account.account'), 'rounding.account'),
        credits=_optional(value.get('credits'), record_of('account.invoice'), 'credits'),
        payment_blocked=value.get('paymentBlocked', False),
        advances=_advances(value.get('advances') or []),
        lines=[_line(line, f'lines[{n}]') for n, line in enumerate(value['lines'])],
        versions=value.get('versions') or [])
    _belongs(document)
    return document


def _belongs(document):
    "Accounts, taxes, orders and the credited invoice are of this company and vendor"
    company, vendor = document.company, document.vendor
    for n, line in enumerate(document.lines):
        foreign = [r for r in [line.account, *line.taxes] if r and r.company != company]
        if foreign:
            refuse('INVALID_DOCUMENT', f"lines[{n}]: {foreign[0].rec_name} belongs to another company")
        order = line.order_line.purchase if line.order_line else None
        if order and (order.company != company or order.party != vendor):
            refuse('INVALID_DOCUMENT', f"lines[{n}]: order {order.number} is not of this company and vendor")
        if order and order.state not in {'confirmed', 'processing', 'done'}:
            refuse('INVALID_DOCUMENT', f"lines[{n}]: order {order.number} is {order.state}")
    credited = document.credits
    if credited and (credited.company != company or credited.party != vendor or credited.type != 'in'):
        refuse('INVALID_DOCUMENT', "credits: not a supplier invoice of this company and vendor")
    if credited and credited.state not in {'posted', 'paid'}:
        refuse('INVALID_DOCUMENT', f"credits: invoice {credited.rec_name} is not posted")
