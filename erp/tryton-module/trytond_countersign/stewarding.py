# SPDX-License-Identifier: GPL-3.0-or-later
"Commands that change master data, under the same unique keys; with a right of their own, which no poster has."
from trytond.model import Index, fields
from trytond.pool import PoolMeta
from trytond.rpc import RPC
from trytond.transaction import without_check_access

from . import changing, party_facts


class Command(metaclass=PoolMeta):
    __name__ = 'countersign.command'
    party = fields.Many2One('party.party', "Party", ondelete='RESTRICT')

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.party, Index.Equality())))
        cls.__rpc__.update({'party_facts': RPC(), 'change_party': RPC(readonly=False)})

    @classmethod
    def party_facts(cls, query):
        cls._require('read')
        with without_check_access():
            return party_facts.party_facts(query)

    @classmethod
    def change_party(cls, key, digest, change, traceparent=None):
        cls._require_group('group_stewarding', "change master data")
        return cls._under_key(key, digest, traceparent, lambda: changing.apply(change), 'party')
