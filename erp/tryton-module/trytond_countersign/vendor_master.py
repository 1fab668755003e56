# SPDX-License-Identifier: GPL-3.0-or-later
"What facts and version tokens both read of a vendor: accounts and phones with their age, and its group."
from trytond.model import fields
from trytond.pool import Pool, PoolMeta

PHONES = {'phone', 'mobile'}


class Party(metaclass=PoolMeta):
    __name__ = 'party.party'
    countersign_group = fields.Char(
        "Group of Legal Entities", help="The same text in every party of one group, such as its name; empty for none.")


def accounts(party):
    "Every number of every account; `since` when it stands there as it is"
    return [{
        'type': entry.type, 'number': entry.number_compact if entry.type == 'iban' else entry.number,
        'active': bool(entry.active and account.active), 'since': last_touched(account_records(party, account, entry)),
    } for account in party.bank_accounts for entry in account.numbers]


def account_records(party, account, entry):
    "The account, its number, and what makes it the party's"
    Owner = Pool().get('bank.account-party.party')
    return [account, entry, *Owner.search([('account', '=', account.id), ('owner', '=', party.id)])]


def phones(party):
    "Active ones only"
    return [{'id': m.id, 'number': m.value_compact or m.value, 'unchangedSince': last_touched([m])}
        for m in party.contact_mechanisms if m.type in PHONES and m.active]


def group_of(party):
    "Ids of the other parties of the same group, inactive ones too"
    if not party.countersign_group:
        return []
    others = party.__class__.search([
        ('countersign_group', '=', party.countersign_group), ('id', '!=', party.id), ('active', 'in', [True, False])])
    return sorted(other.id for other in others)


def last_touched(records):
    "The day (UTC) on which one of them was created or written last"
    return max(at for r in records for at in (r.create_date, r.write_date) if at).date().isoformat()
