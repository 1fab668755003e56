# SPDX-License-Identifier: GPL-3.0-or-later
"The reversal to post: plain JSON in, checked values and records out."
from dataclasses import dataclass

from trytond.pool import Pool

from .document import check_keys, record_of
from .plain import read_date, read_decimal, read_text, refuse

REQUIRED = {'company', 'reverses', 'currency', 'postingDate', 'description', 'expected'}


@dataclass
class Reversal:
    company: object
    original: object
    key: str
    number: str
    currency: str
    posting_date: object
    description: str
    expected: dict
    versions: list


def read_reversal(value):
    check_keys(value, REQUIRED, {'versions'}, 'reversal')
    check_keys(value['reverses'], {'document', 'key', 'number'}, set(), 'reverses')
    check_keys(value['expected'], {'untaxed', 'tax', 'total'}, set(), 'expected')
    return Reversal(
        company=record_of('company.company')(value['company'], 'company'),
        original=record_of('account.invoice')(value['reverses']['document'], 'reverses.document'),
        key=read_text(value['reverses']['key'], 'reverses.key'),
        number=read_text(value['reverses']['number'], 'reverses.number'),
        currency=read_text(value['currency'], 'currency'),
        posting_date=read_date(value['postingDate'], 'postingDate'),
        description=read_text(value['description'], 'description'),
        expected={name: read_decimal(text, f'expected.{name}') for name, text in value['expected'].items()},
        versions=value.get('versions') or [])


def check_original(reversal):
    "The original is the document that was posted under this key, with this number, in this company and currency"
    original = reversal.original
    found = Pool().get('countersign.command').search([('invoice', '=', original.id)], limit=1)
    is_ours = {
        'company': (original.company.id, reversal.company.id), 'key': (found[0].key if found else None, reversal.key),
        'number': (original.number, reversal.number), 'currency': (original.currency.code, reversal.currency)}
    wrong = [f"its {name} is {has}, not {said}" for name, (has, said) in is_ours.items() if has != said]
    if wrong or original.type != 'in':
        refuse('ORIGINAL_DIFFERS', f"document {original.id}: {'; '.join(wrong) or 'is no supplier document'}")
