# SPDX-License-Identifier: GPL-3.0-or-later
"Parties by the identifiers that documents carry."
import re

from trytond.pool import Pool

TYPES = {'fr_siren': '0002', 'fr_siret': '0009', 'us_ein': 'ein'}
# Schemes whose value is a VAT number (Peppol electronic address schemes).
VAT_SCHEME = re.compile(r'99\d\d|0211|VAT|VA')


def compact(text):
    return re.sub(r'[^A-Z0-9]', '', (text or '').upper())


def scheme_and_id(identifier):
    "('VAT', 'FR41…') or (scheme, value) of a party's identifier"
    type_, value = identifier.type or '', compact(identifier.code)
    if type_.endswith('_vat'):
        country = type_[:2].upper()
        return 'VAT', value if country == 'EU' or value.startswith(country) else country + value
    return TYPES.get(type_) or type_.removeprefix('icd_') or None, value


def wanted_keys(vat, identifiers):
    "What to look for: {(scheme or None, value)}"
    keys = {('VAT', compact(vat))} if vat else set()
    for identifier in identifiers or []:
        scheme, value = identifier.get('scheme'), compact(identifier.get('id'))
        keys.add(('VAT' if scheme and VAT_SCHEME.fullmatch(scheme) else scheme, value))
    return {key for key in keys if key[1]}


def match_parties(keys):
    "{party: [schemes that matched]}"
    values = {value for _, value in keys}
    variants = values | {value[2:] for value in values if value[:2].isalpha()}
    Identifier = Pool().get('party.identifier')
    matches = {}
    found = Identifier.search(['OR', ('code_compact', 'in', list(variants)), ('code', 'in', list(variants))])
    for identifier in found:
        scheme, value = scheme_and_id(identifier)
        if (scheme, value) in keys or (None, value) in keys:
            matches.setdefault(identifier.party, []).append(scheme)
    return matches


def describe(party):
    "vat, identifiers and country of a party, as the facts show them"
    known = [scheme_and_id(i) for i in party.identifiers]
    vats = [value for scheme, value in known if scheme == 'VAT']
    address = party.address_get()
    return {
        'country': address.country.code if address and address.country else None,
        'vat': vats[0] if vats else None,
        'identifiers': [{'scheme': scheme, 'id': value} for scheme, value in known if scheme != 'VAT'],
    }
