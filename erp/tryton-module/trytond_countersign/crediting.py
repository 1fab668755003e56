# SPDX-License-Identifier: GPL-3.0-or-later
"Commands that credit customers, under the same unique keys; with a right of their own, which no other service user has."
from trytond.model import Index, fields
from trytond.pool import PoolMeta
from trytond.rpc import RPC
from trytond.transaction import without_check_access

from . import credit, credit_facts


class Command(metaclass=PoolMeta):
    __name__ = 'countersign.command'
    move = fields.Many2One('account.move', "Entry", ondelete='RESTRICT')

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.move, Index.Equality())))
        cls.__rpc__.update({'credit_facts': RPC(), 'post_credit': RPC(readonly=False)})

    @classmethod
    def credit_facts(cls, query):
        cls._require('read')
        with without_check_access():
            return credit_facts.credit_facts(query)

    @classmethod
    def post_credit(cls, key, digest, document, traceparent=None):
        cls._require_group('group_crediting', "credit customers")
        is_entry = isinstance(document, dict) and document.get('as') == 'entry'
        return cls._under_key(key, digest, traceparent, lambda: credit.post(document), 'move' if is_entry else 'invoice')
