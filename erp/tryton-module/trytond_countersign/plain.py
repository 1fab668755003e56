# SPDX-License-Identifier: GPL-3.0-or-later
"Plain JSON in and out: amounts and quantities as strings, dates as ISO text."
import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from trytond.exceptions import UserError


def refuse(code, words):
    raise UserError(code, words)


def amount(value, currency):
    "A money amount with the currency's digits"
    return format(currency.round(value or Decimal(0)) + 0, f'.{currency.digits}f')


def number(value):
    "A quantity, price or rate without exponent and without trailing zeros"
    if value is None:
        return None
    value = value if isinstance(value, Decimal) else Decimal(str(value))
    text = format(value, 'f')
    text = text.rstrip('0').rstrip('.') if '.' in text else text
    return '0' if text in {'-0', ''} else text


def iso(date):
    return date.isoformat() if date else None


def read_decimal(value, where):
    if not isinstance(value, str):
        refuse('INVALID_DOCUMENT', f"{where}: expected a decimal as a string, got {value!r}")
    try:
        result = Decimal(value)
    except InvalidOperation:
        refuse('INVALID_DOCUMENT', f"{where}: {value!r} is no decimal")
    if not result.is_finite():
        refuse('INVALID_DOCUMENT', f"{where}: {value!r} is no finite number")
    return result


def read_date(value, where):
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        refuse('INVALID_DOCUMENT', f"{where}: expected YYYY-MM-DD, got {value!r}")


def read_text(value, where):
    if not isinstance(value, str) or not value.strip():
        refuse('INVALID_DOCUMENT', f"{where}: expected a text, got {value!r}")
    return value


def read_trace(value):
    "A W3C trace context; anything else is none, and stops nothing"
    return value if isinstance(value, str) and re.fullmatch(r'[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}', value) else None


def read_record(Model, value, where):
    "The record with this id, or a refusal"
    if isinstance(value, bool) or not isinstance(value, int):
        refuse('INVALID_DOCUMENT', f"{where}: expected an id, got {value!r}")
    found = Model.search([('id', '=', value)])
    if not found:
        refuse('INVALID_DOCUMENT', f"{where}: there is no {Model.__name__} with id {value}")
    return found[0]
