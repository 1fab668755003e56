# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the ERP knows about a party that is to be changed, and about those that may be the same one. Reads only. Rather
a candidate too many: whether two are one, the workflow decides."""
from trytond.pool import Pool
from trytond.transaction import Transaction, inactive_records

from . import version
from .acts import party_acts
from .identity import compact, describe, match_parties, wanted_keys
from .names import normal_name
from .party_master import active_ibans, is_held, known_identifiers, tax_id
from .plain import refuse
from .vendor_master import accounts, phones

KEYS = {'role', 'code', 'taxId', 'name', 'ibans'}


def party_facts(query):
    if unknown := sorted(query.keys() - KEYS):
        refuse('INVALID_QUERY', f"query: unknown {', '.join(unknown)}")
    with inactive_records():
        meant = _by_code(query.get('code'))
        matches = _matches(query, meant)
        parties = sorted(matches, key=lambda party: party.id)
        return {'parties': [_entry(party, matches[party]) for party in parties], 'acts': party_acts(meant)}


def _by_code(code):
    return Pool().get('party.party').search([('code', '=', code)]) if code else []


def _matches(query, meant):
    "{party: {why}}; of the party meant, what it has now counts as well as what the query says"
    Party = Pool().get('party.party')
    vats, ibans, names, identifiers = {query.get('taxId')}, set(query.get('ibans') or []), {query.get('name')}, set()
    for party in meant:
        vats.add(tax_id(party))
        ibans.update(active_ibans(party))
        names.add(party.name)
        identifiers.update(known for known in known_identifiers(party) if known[0] != 'VAT')
    taxes = set().union(*(wanted_keys(vat, []) for vat in vats))
    found = [
        ('code', meant), ('tax-id', match_parties(taxes)), ('identifier', match_parties(identifiers)),
        ('account', _owners({compact(iban) for iban in ibans})), ('name', Party.browse(_named(names)))]
    matches = {}
    for why, parties in found:
        for party in parties:
            matches.setdefault(Party(party.id), set()).add(why)
    return matches


def _owners(ibans):
    numbers = Pool().get('bank.account.number').search([('type', '=', 'iban'), ('number_compact', 'in', sorted(ibans))])
    return {owner for number in numbers for owner in number.account.owners}


def _named(names):
    "Ids of the parties of the same normal name: every name is read, which no index would"
    wanted = {normal_name(name) for name in names} - {''}
    table, cursor = Pool().get('party.party').__table__(), Transaction().connection.cursor()
    cursor.execute(*table.select(table.id, table.name))
    return [id_ for id_, name in cursor if normal_name(name) in wanted]


def _entry(party, why):
    return {
        'id': party.id, 'code': party.code, 'name': party.name or '', 'active': bool(party.active), 'hold': is_held(party),
        'country': describe(party)['country'], 'taxId': tax_id(party),
        'identifiers': [{'scheme': scheme, 'id': value} for scheme, value in known_identifiers(party) if scheme != 'VAT'],
        'accounts': accounts(party), 'phones': phones(party), 'roles': _roles(party), 'matchedBy': sorted(why),
        'version': version.token_of('party', party),
    }


def _roles(party):
    "What it was to us so far, or has terms for"
    pool = Pool()
    Invoice, Term = pool.get('account.invoice'), pool.get('party.party.payment_term')
    terms = Term.search([('party', '=', party.id)])
    kinds = {
        'customer': bool(Invoice.search([('party', '=', party.id), ('type', '=', 'out')], limit=1))
        or any(term.customer_payment_term for term in terms),
        'vendor': bool(Invoice.search([('party', '=', party.id), ('type', '=', 'in')], limit=1))
        or bool(pool.get('purchase.purchase').search([('party', '=', party.id)], limit=1))
        or any(term.supplier_payment_term for term in terms),
    }
    return sorted(role for role, is_so in kinds.items() if is_so)
