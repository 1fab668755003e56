# SPDX-License-Identifier: GPL-3.0-or-later
"""All locks of a posting at once, before the work. Tryton takes a lock by starting the transaction anew with it: one
by one, as the work comes to need them, a posting would be computed three or four times."""
from trytond.pool import Pool
from trytond.transaction import Transaction, TransactionError


class MissingLocks(TransactionError):
    def __init__(self, records):
        super().__init__()
        self._records = records

    def fix(self, extras):
        super().fix(extras)
        locked = extras.setdefault('_lock_records', {})
        for table, ids in self._records.items():
            locked.setdefault(table, []).extend(ids)


def take(company, orders, total, period):
    "Locks the orders and the number sequences of a document, or raises MissingLocks for Tryton to start again with them"
    wanted = {}
    if orders:
        wanted[Pool().get('purchase.purchase')._table] = orders
    sequences = {_invoice_sequence(company, total, period), period.move_sequence_used}
    wanted[Pool().get('ir.sequence.strict')._table] = {sequence.id for sequence in sequences if sequence}
    hold(wanted)


def hold(wanted):
    "Locks these {table: ids}, or raises MissingLocks for Tryton to start again with them"
    transaction, missing = Transaction(), {}
    for table, ids in wanted.items():
        try:
            transaction.lock_records(table, ids)
        except TransactionError:
            missing[table] = sorted(ids)
    if missing:
        raise MissingLocks(missing)


def _invoice_sequence(company, total, period):
    return sequence_of(company, 'in_credit_note_sequence' if total < 0 else 'in_invoice_sequence', period)


def sequence_of(company, field, period):
    for numbers in period.fiscalyear.invoice_sequences:
        if numbers.match({'company': company.id, 'fiscalyear': period.fiscalyear.id, 'period': period.id}):
            return getattr(numbers, field)
