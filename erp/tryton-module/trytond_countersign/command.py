# SPDX-License-Identifier: GPL-3.0-or-later
import json

from trytond import backend
from trytond.model import Index, ModelSQL, Unique, fields
from trytond.pool import Pool
from trytond.rpc import RPC, RPCReturnException
from trytond.transaction import Transaction, without_check_access

from . import books, facts, posting, reading, version
from .plain import read_record, read_text, read_trace, refuse

LOCK = 72001


class DryRun(RPCReturnException):
    "Carries the answer out of a transaction that is rolled back"

    def __init__(self, answer):
        self._answer = answer

    def result(self):
        return self._answer


class Command(ModelSQL):
    "A command that was executed, under the caller's unique key"
    __name__ = 'countersign.command'
    key = fields.Char("Key", required=True)
    digest = fields.Char("Digest", required=True)
    result = fields.Text("Result")
    invoice = fields.Many2One('account.invoice', "Invoice", ondelete='RESTRICT')
    traceparent = fields.Char("Trace")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints += [('key_unique', Unique(table, table.key), 'ir.msg_id_unique')]
        cls._sql_indexes.add(Index(table, (table.invoice, Index.Equality())))
        cls.__rpc__ = {
            'invoice_facts': RPC(),
            'versions': RPC(),
            'lookup': RPC(),
            'read_invoice': RPC(),
            'documents': RPC(),
            'documents_of': RPC(),
            'documents_by_id': RPC(),
            'check_invoice': RPC(readonly=False),
            'post_invoice': RPC(readonly=False),
        }

    @classmethod
    def _require(cls, mode):
        Access = Pool().get('ir.model.access')
        if not Access.check(cls.__name__, mode, raise_exception=False):
            refuse('ACCESS_DENIED', f"this user may not {mode} commands")

    @classmethod
    def _serialise(cls):
        "One writer at a time: sequences would hand out numbers twice on SQLite and fail with 503 on PostgreSQL."
        cursor = Transaction().connection.cursor()
        if backend.name == 'postgresql':
            cursor.execute('SELECT pg_advisory_xact_lock(%s)', (LOCK,))
        else:
            table = cls.__table__()
            cursor.execute(*table.update([table.key], ['-'], where=table.id == -1))

    @classmethod
    def invoice_facts(cls, query):
        cls._require('read')
        with without_check_access():
            return facts.invoice_facts(query)

    @classmethod
    def versions(cls, pairs):
        cls._require('read')
        with without_check_access():
            return [{'kind': kind, 'id': id_, 'version': version.token(kind, id_)} for kind, id_ in pairs]

    @classmethod
    def lookup(cls, key):
        cls._require('read')
        with without_check_access():
            found = cls.search([('key', '=', read_text(key, 'key'))])
            return found[0]._answer() if found else None

    @classmethod
    def read_invoice(cls, id_):
        cls._require('read')
        with without_check_access():
            return reading.read_invoice(read_record(Pool().get('account.invoice'), id_, 'id'))

    @classmethod
    def documents(cls, after, limit):
        cls._require('read')
        with without_check_access():
            return books.documents(after, limit)

    @classmethod
    def documents_of(cls, keys):
        cls._require('read')
        with without_check_access():
            return books.documents_of(keys)

    @classmethod
    def documents_by_id(cls, ids):
        cls._require('read')
        with without_check_access():
            return books.documents_by_id(ids)

    @classmethod
    def check_invoice(cls, document):
        cls._require('create')
        cls._serialise()
        with without_check_access():
            raise DryRun({'replayed': False, **posting.post(document)})

    @classmethod
    def post_invoice(cls, key, digest, document, traceparent=None):
        return cls._once(key, digest, traceparent, lambda: posting.post(document))

    @classmethod
    def _require_group(cls, name, words):
        pool = Pool()
        group = pool.get('ir.model.data').get_id('countersign', name)
        if group not in pool.get('res.user').get_groups():
            refuse('ACCESS_DENIED', f"this user may not {words}")

    @classmethod
    def _once(cls, key, digest, traceparent, post):
        "Posts an invoice under the key, or says what was posted under it"
        cls._require('create')
        return cls._under_key(key, digest, traceparent, post, 'invoice')

    @classmethod
    def _under_key(cls, key, digest, traceparent, act, of):
        "Acts under the key, or says what was done under it; `of` is the field that keeps which record it was"
        read_text(key, 'key')
        read_text(digest, 'digest')
        cls._serialise()
        with without_check_access():
            found = cls.search([('key', '=', key)])
            if found:
                return found[0]._replay(digest)
            command, = cls.create([{'key': key, 'digest': digest, 'traceparent': read_trace(traceparent)}])
            result = {**act(), 'traceparent': command.traceparent}
            cls.write([command], {'result': json.dumps(result), of: result['id']})
        return {'replayed': False, **result}

    def _replay(self, digest):
        if self.digest != digest:
            refuse('IDEMPOTENCY_KEY_REUSED', f"key {self.key} was used for digest {self.digest}, not {digest}")
        return {'replayed': True, **json.loads(self.result)}

    def _answer(self):
        return {
            'key': self.key, 'digest': self.digest, 'traceparent': self.traceparent,
            'at': self.create_date.isoformat(timespec='seconds'),
            'result': json.loads(self.result),
        }
