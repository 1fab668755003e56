# SPDX-License-Identifier: GPL-3.0-or-later
"""The books as they stand, for whoever compares them with what was to be posted: supplier invoices and credit notes, in the
order in which they came into the books, or left them by a cancellation, whoever did it."""
import json

from trytond.model import ModelSQL, fields
from trytond.pool import Pool, PoolMeta
from trytond.transaction import without_check_access

from .credit_entry import is_taken_back, read_entry
from .plain import refuse
from .reading import read_invoice

MOST = 500
AS_POSTED = ['company', 'vendor', 'reference', 'currency', 'invoiceDate', 'accountingDate', 'credits']


class Posting(ModelSQL):
    "A supplier document came into the books, or left them; its id is its place in that order"
    __name__ = 'countersign.posting'
    invoice = fields.Many2One('account.invoice', "Invoice", required=True, ondelete='CASCADE')

    @classmethod
    def note(cls, invoices):
        with without_check_access():
            cls.create([{'invoice': invoice.id} for invoice in invoices if invoice.type == 'in'])


class Invoice(metaclass=PoolMeta):
    __name__ = 'account.invoice'
    countersign_trace = fields.Function(fields.Char("Countersign Trace"), 'get_countersign_trace')

    @classmethod
    def _post(cls, invoices):
        super()._post(invoices)
        Pool().get('countersign.posting').note(invoices)

    @classmethod
    def cancel(cls, invoices):
        posted = [invoice.id for invoice in invoices if invoice.state in {'posted', 'paid'}]
        super().cancel(invoices)
        Pool().get('countersign.posting').note(cls.browse(posted))

    def get_countersign_trace(self, name):
        command = _command_of(self)
        return command.traceparent if command else None


def documents(after, limit):
    "At most so many documents whose place is after that one, each as it stands now, and the last place that there is"
    Posting = Pool().get('countersign.posting')
    if isinstance(after, bool) or not isinstance(after, int) or after < 0:
        refuse('INVALID_DOCUMENT', f"after: expected a place, got {after!r}")
    if isinstance(limit, bool) or not isinstance(limit, int) or not 0 < limit <= MOST:
        refuse('INVALID_DOCUMENT', f"limit: expected 1 to {MOST}, got {limit!r}")
    last = Posting.search([], order=[('id', 'DESC')], limit=1)
    found = Posting.search([('id', '>', after)], order=[('id', 'ASC')], limit=limit)
    return {
        'last': last[0].id if last else 0,
        'documents': [{'position': posting.id, **_entry(posting.invoice, _command_of(posting.invoice))} for posting in found],
    }


def documents_of(keys):
    "What stands in the books under these keys; nothing of a key that was never used"
    Command = Pool().get('countersign.command')
    if not isinstance(keys, list) or len(keys) > MOST or not all(isinstance(key, str) for key in keys):
        refuse('INVALID_DOCUMENT', f"keys: expected at most {MOST} texts")
    commands = Command.search(
        [('key', 'in', keys), ('party', '=', None), ('purchase', '=', None)], order=[('id', 'ASC')])
    return [_entry(of, command) for command in commands if (of := command.move or _invoice_of(command))]


def documents_by_id(ids):
    "Documents of the governed kinds with these ids, whoever entered them"
    Invoice = Pool().get('account.invoice')
    if not isinstance(ids, list) or len(ids) > MOST or not all(type(id_) is int for id_ in ids):
        refuse('INVALID_DOCUMENT', f"ids: expected at most {MOST} ids")
    found = Invoice.search([('id', 'in', ids), ('type', '=', 'in'), ('number', '!=', None)], order=[('id', 'ASC')])
    return [_entry(invoice, _command_of(invoice)) for invoice in found]


def _command_of(invoice):
    found = Pool().get('countersign.command').search([('invoice', '=', invoice.id)], limit=1)
    return found[0] if found else None


def _invoice_of(command):
    "Of a command older than the field that names it, what was recorded of it"
    id_ = command.invoice.id if command.invoice else json.loads(command.result)['id']
    found = Pool().get('account.invoice').search([('id', '=', id_)])
    return found[0] if found else None


def _entry(document, command):
    is_entry = document.__name__ == 'account.move'
    now = read_entry(document) if is_entry else read_invoice(document)
    posted = json.loads(command.result) if command else now
    names = ['id', 'number', 'company', 'kind', 'state', 'currency', 'untaxed', 'tax', 'total']
    return {
        **{name: now[name] for name in names},
        'cancelled': is_taken_back(document) if is_entry else document.state == 'cancelled',
        'key': command.key if command else None, 'digest': command.digest if command else None,
        'traceparent': command.traceparent if command else None,
        'changed': [name for name in AS_POSTED if now[name] != posted[name]],
    }
