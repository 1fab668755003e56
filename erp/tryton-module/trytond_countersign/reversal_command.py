# SPDX-License-Identifier: GPL-3.0-or-later
from trytond.pool import PoolMeta
from trytond.rpc import RPC
from trytond.transaction import without_check_access

from . import posted_facts, reversal


class Command(metaclass=PoolMeta):
    __name__ = 'countersign.command'

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.__rpc__.update(posted_document=RPC(), reverse_invoice=RPC(readonly=False))

    @classmethod
    def posted_document(cls, query):
        cls._require('read')
        with without_check_access():
            return posted_facts.posted_document(query)

    @classmethod
    def reverse_invoice(cls, key, digest, document, traceparent=None):
        return cls._once(key, digest, traceparent, lambda: reversal.reverse(document))
