# SPDX-License-Identifier: GPL-3.0-or-later
"""Who did what a second person must be able to contradict: changed a vendor, asked for an order, approved it, received
the goods. As far as the ERP remembers: a deleted record names nobody, and of many changes the last one counts."""
from trytond.pool import Pool

from .restrict import only_ours
from .touches import changes_of

ROOT = 0
APPROVED = {'confirmed', 'processing', 'done'}


def act_facts(vendors, orders):
    "[{duty, by, at, to}], once per duty, user and object, with the last time that is known; `register` where `by` is no login"
    return _latest(_acts(vendors, orders))


def party_acts(parties):
    "The same, of those who changed these parties"
    return _latest(('vendor-master-change', f'party {party.id}', *done) for party in parties for done in changes_of(party))


def _latest(acts):
    last = {}
    for duty, to, user, at in acts:
        if isinstance(user, str) or user and user.id != ROOT:
            key = duty, user if isinstance(user, str) else user.login, to, isinstance(user, str)
            last[key] = max(last.get(key) or '', _utc(at) or '')
    return [
        {'duty': duty, 'by': by, 'at': at or None, 'to': to, **({'register': True} if register else {})}
        for (duty, by, to, register), at in sorted(last.items(), key=lambda act: act[0])]


def _acts(vendors, orders):
    for vendor in vendors:
        yield from (('vendor-master-change', f'vendor {vendor.id}', *done) for done in changes_of(vendor))
    for order in orders:
        to = f'order {order.number}'
        yield from (('requisition', to, *asked) for asked in _requested(order))
        if order.state in APPROVED:
            yield from (('order-approval', to, *done) for done in _by(order, [order.quoted_by, order.confirmed_by]))
        for move in (move for line in order.lines for move in line.moves if move.state == 'done'):
            yield from (('receipt', to, *done) for done in _received(move))


def _requested(order):
    """Who asked for an order of ours: the user of that login, else the name by which the register of people knows them; of any
    other order whoever made it or one of its lines"""
    name = order.countersign_requester
    if name:
        login = name.removeprefix('erp:')
        users = Pool().get('res.user').search([('login', '=', login)]) if login != name else []
        return [(user, order.create_date) for user in users] or [(name, order.create_date)]
    return [(record.create_uid, record.create_date) for record in [order, *order.lines]]


def _received(move):
    shipment = move.shipment
    employees = [getattr(shipment, name, None) for name in ('received_by', 'done_by')] if shipment else []
    return _by(move, employees)


def _by(record, employees):
    """The user that was kept, and those of the employees, at a time that nobody keeps. Where there is none, of records older
    than this module, whoever wrote last, unless that is a user who only posts: a posting writes orders and moves too."""
    kept = record.countersign_done_by
    if kept and only_ours({group.id for group in kept.groups}):
        return []
    users = ([kept] if kept else []) + [user for employee in employees if employee for user in _users_of(employee)]
    if users:
        return [(user, None) for user in users]
    user = record.write_uid or record.create_uid
    return [] if only_ours({group.id for group in user.groups}) else [(user, record.write_date or record.create_date)]


def _users_of(employee):
    return [of.user for of in Pool().get('res.user-company.employee').search([('employee', '=', employee.id)])]


def _utc(at):
    return at and f"{at.isoformat(timespec='seconds')}Z"
