# SPDX-License-Identifier: GPL-3.0-or-later
"A party's master data as a steward sees it: what facts, version tokens and the answer to a change read."
from trytond.pool import Pool

from .identity import scheme_and_id
from .vendor_master import accounts, phones


def is_held(party):
    return _has(party, 'category_hold')


def is_related(party):
    return _has(party, 'category_related_party')


def _has(party, name):
    wanted = Pool().get('ir.model.data').get_id('countersign', name)
    return any(category.id == wanted for category in party.categories)


def known_identifiers(party):
    "[(scheme or 'VAT', value)] of those in use"
    return [scheme_and_id(identifier) for identifier in party.identifiers if identifier.active]


def tax_id(party):
    return next((value for scheme, value in known_identifiers(party) if scheme == 'VAT'), None)


def active_ibans(party):
    return sorted({a['number'] for a in accounts(party) if a['type'] == 'iban' and a['active']})


def party_content(party):
    return {
        'code': party.code, 'name': party.name, 'active': bool(party.active), 'hold': is_held(party),
        'tier': party.countersign_tier, 'relatedParty': is_related(party),
        'identifiers': sorted([i.type or '', i.code_compact or i.code, bool(i.active)] for i in party.identifiers),
        'accounts': sorted([a['type'], a['number'], a['active'], a['since']] for a in accounts(party)),
        'phones': sorted([p['id'], p['number'], p['unchangedSince']] for p in phones(party)),
    }
