# SPDX-License-Identifier: GPL-3.0-or-later
"Tokens that change when, and only when, what a decision relied on has changed."
import hashlib
import json

from trytond.pool import Pool
from trytond.transaction import inactive_records

from .advance import currency_of, open_amount, order_of, stated
from .cost_centre import cost_centre_content
from .credit_content import contract_content, customer_document_content
from .party_master import party_content
from .plain import iso, number, refuse
from .quantity import invoiced, received
from .reading import amounts
from .reversible import credited_by, is_in_payment
from .sourcing import certificates_of
from .vendor_master import accounts, group_of, phones


def vendor_content(party):
    Assignment = Pool().get('countersign.assignment')
    return {
        'name': party.name, 'active': bool(party.active),
        'identifiers': sorted([i.type or '', i.code_compact or i.code] for i in party.identifiers),
        'accounts': sorted(
            [a['type'], a['number'], a['active'], a['since']] for a in accounts(party)),
        'phones': sorted([p['id'], p['number'], p['unchangedSince']] for p in phones(party)),
        'group': group_of(party),
        'categories': sorted(c.name for c in party.categories),
        'offers': party.offers, 'certificates': [[c['kind'], c['validUntil']] for c in certificates_of(party)],
        'assignments': sorted(
            [a.payee.code, a.account, iso(a.valid_from), iso(a.valid_to) or '']
            for a in Assignment.search([('vendor', '=', party.id)])),
    }


def order_content(order):
    return {
        'number': order.number, 'state': order.state, 'currency': order.currency.code, 'vendor': order.party.code,
        'lines': [
            [line.id, number(line.quantity), number(line.unit_price), number(received(line)), number(invoiced(line))]
            for line in sorted(order.lines, key=lambda line: line.id) if line.type == 'line'],
    }


def period_content(period):
    return {'start': iso(period.start_date), 'end': iso(period.end_date), 'state': period.state}


def advance_content(line):
    order = order_of(line)
    return {
        'company': line.move.company.id, 'vendor': line.party.code if line.party else None, 'account': line.account.code,
        'currency': currency_of(line).code, 'amount': number(stated(line)),
        'open': number(open_amount(line)), 'state': line.move.state, 'reference': line.move.description or '',
        'order': order.id if order else None,
    }


def invoice_content(invoice):
    return {
        'company': invoice.company.id, 'vendor': invoice.party.code, 'number': invoice.number, 'reference': invoice.reference,
        'state': invoice.state, 'currency': invoice.currency.code, 'amounts': [number(part) for part in amounts(invoice)],
        'open': number(invoice.amount_to_pay), 'inPayment': is_in_payment(invoice),
        'creditedBy': [credit.id for credit in credited_by(invoice)],
    }


KINDS = {
    'vendor': ('party.party', vendor_content),
    'order': ('purchase.purchase', order_content),
    'period': ('account.period', period_content),
    'advance': ('account.move.line', advance_content),
    'party': ('party.party', party_content),
    'cost-centre': ('countersign.cost_centre', cost_centre_content),
    'vendor-document': ('account.invoice', invoice_content),
    'customer-document': ('account.invoice', customer_document_content),
    'service-contract': ('countersign.service_contract', contract_content),
}


def token_of(kind, record):
    _, content = KINDS[kind]
    text = json.dumps([kind, record.id, content(record)], sort_keys=True, ensure_ascii=False, separators=(',', ':'))
    return hashlib.sha256(text.encode()).hexdigest()


def token(kind, id_):
    "The token of one record, None where there is no such record"
    if kind not in KINDS:
        refuse('INVALID_DOCUMENT', f"versions: unknown kind {kind!r}, known are {', '.join(KINDS)}")
    Model = Pool().get(KINDS[kind][0])
    with inactive_records():
        found = Model.search([('id', '=', id_)])
        return token_of(kind, found[0]) if found else None


def require(versions):
    "Refuses if one of [(kind, id, version)] is no longer so"
    for kind, id_, expected in versions:
        if token(kind, id_) != expected:
            refuse('STALE_VERSION', f"{kind} {id_} is no longer what the decision relied on")
