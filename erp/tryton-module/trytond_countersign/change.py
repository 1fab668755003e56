# SPDX-License-Identifier: GPL-3.0-or-later
"The change to make: plain JSON in, checked values and the party out. Everything odd is refused, nothing is guessed."
from dataclasses import dataclass

from trytond.pool import Pool

from .identity import compact
from .plain import read_text, refuse

PARTS = {'name': {'to'}, 'tax-id': {'to'}, 'bank-account': {'add', 'remove'}, 'hold': {'to'}}


@dataclass
class Change:
    party: object
    description: str
    field: str
    to: object
    add: str | None
    remove: str | None
    versions: list


def read_change(value):
    _keys(value, {'party', 'description', 'change', 'versions'}, 'change')
    change = value['change']
    field = change.get('field') if isinstance(change, dict) else None
    if field not in PARTS:
        refuse('INVALID_CHANGE', f"change.field: {field!r} is none of {', '.join(PARTS)}")
    if unknown := sorted(change.keys() - PARTS[field] - {'field'}):
        refuse('INVALID_CHANGE', f"change: unknown {', '.join(unknown)}")
    read = Change(
        party=_party(value['party']), description=_text(value['description'], 'description'), field=field,
        to=_wanted(field, change.get('to')), add=_account(change, 'add'), remove=_account(change, 'remove'),
        versions=_versions(value))
    if field == 'bank-account' and (not (read.add or read.remove) or read.add == read.remove):
        refuse('INVALID_CHANGE', "change: expected an account to add, one to remove, or two that differ")
    return read


def _keys(value, names, where):
    if not isinstance(value, dict):
        refuse('INVALID_CHANGE', f"{where}: expected an object")
    if missing := sorted(names - value.keys()):
        refuse('INVALID_CHANGE', f"{where}: {', '.join(missing)} missing")
    if unknown := sorted(value.keys() - names):
        refuse('INVALID_CHANGE', f"{where}: unknown {', '.join(unknown)}")


def _wanted(field, to):
    if field == 'bank-account':
        return None
    if field != 'hold':
        return _text(to, 'change.to')
    if not isinstance(to, bool):
        refuse('INVALID_CHANGE', f"change.to: expected true or false, got {to!r}")
    return to


def _account(change, name):
    return compact(_text(change[name], f'change.{name}')) if name in change else None


def _text(value, where):
    if not isinstance(value, str) or value != value.strip():
        refuse('INVALID_CHANGE', f"{where}: expected a text without spaces around it, got {value!r}")
    return read_text(value, where)


def _versions(value):
    "What the change was agreed upon, the party itself among it"
    versions = value['versions']
    if not isinstance(versions, list) or not all(isinstance(v, list) and len(v) == 3 for v in versions):
        refuse('INVALID_CHANGE', "versions: expected a list of [kind, id, version]")
    if not any(kind == 'party' and id_ == value['party'] for kind, id_, _ in versions):
        refuse('INVALID_CHANGE', "versions: that of the party is missing")
    return versions


def _party(id_):
    if type(id_) is not int:
        refuse('INVALID_CHANGE', f"party: expected an id, got {id_!r}")
    found = Pool().get('party.party').search([('id', '=', id_)])
    if not found:
        refuse('PARTY_UNKNOWN', f"there is no party with id {id_}")
    if not found[0].active:
        refuse('PARTY_INACTIVE', f"{found[0].rec_name} is not active")
    return found[0]
