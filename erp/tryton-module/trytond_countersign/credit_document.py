# SPDX-License-Identifier: GPL-3.0-or-later
"The credit to post: plain JSON in, checked values and records out. Everything odd is refused, nothing is guessed."
from dataclasses import dataclass

from trytond.pool import Pool

from .document import check_keys, record_of
from .plain import read_date, read_decimal, read_text, refuse

COMMON = {
    'as', 'company', 'customer', 'case', 'incident', 'agent', 'description', 'currency', 'postingDate', 'lines', 'expected'}
OWN = {'credit-note': {'credits'}, 'entry': {'reason'}}
REASONS = ('compensation', 'goodwill')


@dataclass
class NoteLine:
    original: object
    description: str
    net: object
    tax: object


@dataclass
class EntryLine:
    account: object
    debit: object
    credit: object


@dataclass
class Credit:
    as_: str
    company: object
    customer: object
    case: str
    incident: str
    agent: str
    description: str
    currency: object
    posting_date: object
    expected: dict
    versions: list
    lines: list
    original: object = None
    number: str | None = None
    tax_point: object = None
    reason: str | None = None


def read_credit(value):
    as_ = value.get('as') if isinstance(value, dict) else None
    if as_ not in OWN:
        refuse('INVALID_DOCUMENT', f"as: expected {' or '.join(OWN)}, got {as_!r}")
    check_keys(value, COMMON | OWN[as_], {'versions'}, 'credit')
    check_keys(value['expected'], {'untaxed', 'tax', 'total', 'payable'}, set(), 'expected')
    currency = _currency(value['currency'])
    if not isinstance(value['lines'], list) or not value['lines']:
        refuse('INVALID_DOCUMENT', "lines: at least one line is needed")
    read_line = {'credit-note': _note_line, 'entry': _entry_line}[as_]
    return Credit(
        as_=as_, company=record_of('company.company')(value['company'], 'company'),
        customer=record_of('party.party')(value['customer'], 'customer'),
        **{name: read_text(value[name], name) for name in ('case', 'incident', 'agent', 'description')},
        currency=currency, posting_date=read_date(value['postingDate'], 'postingDate'),
        expected={name: _money(text, currency, f'expected.{name}') for name, text in value['expected'].items()},
        versions=value.get('versions') or [],
        lines=[read_line(line, currency, f'lines[{n}]') for n, line in enumerate(value['lines'])],
        **(_credits(value['credits']) if as_ == 'credit-note' else {'reason': _reason(value['reason'])}))


def _credits(value):
    check_keys(value, {'id', 'number', 'taxPoint'}, set(), 'credits')
    return {
        'original': record_of('account.invoice')(value['id'], 'credits.id'),
        'number': read_text(value['number'], 'credits.number'),
        'tax_point': read_date(value['taxPoint'], 'credits.taxPoint')}


def _note_line(value, currency, where):
    check_keys(value, {'invoiceLine', 'description', 'net', 'tax'}, set(), where)
    line = NoteLine(
        original=record_of('account.invoice.line')(value['invoiceLine'], f'{where}.invoiceLine'),
        description=read_text(value['description'], f'{where}.description'),
        net=_money(value['net'], currency, f'{where}.net'), tax=_money(value['tax'], currency, f'{where}.tax'))
    if line.net >= 0 or line.tax > 0:
        refuse('INVALID_DOCUMENT', f"{where}: a credit is less than zero")
    return line


def _entry_line(value, currency, where):
    check_keys(value, set(), {'account', 'debit', 'credit'}, where)
    sides = {side: _money(value[side], currency, f'{where}.{side}') for side in ('debit', 'credit') if side in value}
    if len(sides) != 1 or min(sides.values()) <= 0:
        refuse('INVALID_DOCUMENT', f"{where}: expected a debit or a credit of more than zero")
    account = record_of('account.account')(value['account'], f'{where}.account') if 'account' in value else None
    return EntryLine(account=account, debit=sides.get('debit', 0), credit=sides.get('credit', 0))


def _money(value, currency, where):
    "To the minor unit of the currency"
    found = read_decimal(value, where)
    if found != currency.round(found):
        refuse('INVALID_DOCUMENT', f"{where}: {value} is finer than the minor unit of {currency.code}")
    return found


def _currency(code):
    found = Pool().get('currency.currency').search([('code', '=', code)])
    return found[0] if found else refuse('INVALID_DOCUMENT', f"currency: {code!r} is not in the ERP")


def _reason(value):
    return value if value in REASONS else refuse('INVALID_DOCUMENT', f"reason: expected {' or '.join(REASONS)}, got {value!r}")
