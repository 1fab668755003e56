# SPDX-License-Identifier: GPL-3.0-or-later
"Commands that place orders, under the same unique keys; with a right of their own, which neither posters nor stewards have."
from trytond.model import Index, fields
from trytond.pool import PoolMeta
from trytond.rpc import RPC
from trytond.transaction import without_check_access

from . import ordering, requisition_facts


class Command(metaclass=PoolMeta):
    __name__ = 'countersign.command'
    purchase = fields.Many2One('purchase.purchase', "Order", ondelete='RESTRICT')

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.purchase, Index.Equality())))
        cls.__rpc__.update(requisition_facts=RPC(), place_order=RPC(readonly=False))

    @classmethod
    def requisition_facts(cls, query):
        cls._require('read')
        with without_check_access():
            return requisition_facts.requisition_facts(query)

    @classmethod
    def place_order(cls, key, digest, document, traceparent=None):
        cls._require_group('group_ordering', "place orders")
        return cls._under_key(key, digest, traceparent, lambda: ordering.place(document), 'purchase')
