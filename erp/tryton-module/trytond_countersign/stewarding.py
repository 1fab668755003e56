# SPDX-License-Identifier: GPL-3.0-or-later
"Commands that change master data, under the same unique keys; with a right of their own, which no poster has."
import json

from trytond.model import Index, fields
from trytond.pool import Pool, PoolMeta
from trytond.rpc import RPC
from trytond.transaction import without_check_access

from . import changing, party_facts
from .plain import read_text, read_trace, refuse


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
        cls._require_steward()
        read_text(key, 'key')
        read_text(digest, 'digest')
        cls._serialise()
        with without_check_access():
            if found := cls.search([('key', '=', key)]):
                return found[0]._replay(digest)
            command, = cls.create([{'key': key, 'digest': digest, 'traceparent': read_trace(traceparent)}])
            result = {**changing.apply(change), 'traceparent': command.traceparent}
            cls.write([command], {'result': json.dumps(result), 'party': result['id']})
        return {'replayed': False, **result}

    @classmethod
    def _require_steward(cls):
        pool = Pool()
        stewarding = pool.get('ir.model.data').get_id('countersign', 'group_stewarding')
        if stewarding not in pool.get('res.user').get_groups():
            refuse('ACCESS_DENIED', "this user may not change master data")
