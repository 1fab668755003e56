# SPDX-License-Identifier: GPL-3.0-or-later
"""The users who confirm orders and do moves. Stock Tryton keeps their employee, if they have one, and the last writer, which
any later posting overwrites. Nobody may write these fields (access.xml)."""
from trytond.model import fields
from trytond.pool import PoolMeta
from trytond.transaction import Transaction, without_check_access


class _Done:
    countersign_done_by = fields.Many2One('res.user', "Done by User", readonly=True, ondelete='RESTRICT')

    @classmethod
    def copy(cls, records, default=None):
        return super().copy(records, default={'countersign_done_by': None, **(default or {})})

    @classmethod
    def _keep_doer(cls, ids, done):
        "Of those that this very call has brought there"
        records = [record for record in cls.browse(ids) if record.state in done]
        with without_check_access():
            cls.write(records, {'countersign_done_by': Transaction().user})


class Purchase(_Done, metaclass=PoolMeta):
    __name__ = 'purchase.purchase'

    @classmethod
    def confirm(cls, purchases):
        waiting = [purchase.id for purchase in purchases if purchase.state == 'quotation']
        super().confirm(purchases)
        cls._keep_doer(waiting, {'confirmed', 'processing', 'done'})


class Move(_Done, metaclass=PoolMeta):
    __name__ = 'stock.move'

    @classmethod
    def do(cls, moves):
        waiting = [move.id for move in moves if move.state != 'done']
        super().do(moves)
        cls._keep_doer(waiting, {'done'})
