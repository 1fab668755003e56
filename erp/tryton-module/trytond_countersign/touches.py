# SPDX-License-Identifier: GPL-3.0-or-later
"""Who changed a party's master data. Tryton keeps the creator and the last writer of a record only: what our service user
writes must neither count as an act of a person nor wipe one out, so the others are kept before it writes."""
from trytond.model import Index, ModelSQL, fields
from trytond.pool import Pool

from .restrict import only_ours
from .vendor_master import account_records


class Touch(ModelSQL):
    "A person's change of a party that a change of ours may have overwritten"
    __name__ = 'countersign.touch'
    party = fields.Many2One('party.party', "Party", required=True, ondelete='CASCADE')
    user = fields.Many2One('res.user', "User", required=True, ondelete='CASCADE')
    at = fields.Timestamp("At", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.party, Index.Equality())))


def changes_of(party):
    "(user, at) of every change by a person that the ERP still knows of, those that were kept included"
    for record in _master_records(party):
        for user, at in [(record.create_uid, record.create_date), (record.write_uid, record.write_date)]:
            if user and not only_ours({group.id for group in user.groups}):
                yield user, at
    yield from ((touch.user, touch.at) for touch in _kept(party))


def keep(party):
    "Before a change of ours: the last change of each person"
    kept, last = {touch.user.id: touch.at for touch in _kept(party)}, {}
    for user, at in changes_of(party):
        last[user.id] = max(last.get(user.id, at), at)
    Pool().get('countersign.touch').create([
        {'party': party.id, 'user': user, 'at': at} for user, at in last.items() if kept.get(user) != at])


def _kept(party):
    return Pool().get('countersign.touch').search([('party', '=', party.id)], order=[('at', 'ASC')])


def _master_records(party):
    Assignment = Pool().get('countersign.assignment')
    accounts = [
        record for account in party.bank_accounts for number in account.numbers
        for record in account_records(party, account, number)]
    return [
        party, *party.identifiers, *party.contact_mechanisms, *accounts, *Assignment.search([('vendor', '=', party.id)])]
