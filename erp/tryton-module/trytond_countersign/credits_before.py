# SPDX-License-Identifier: GPL-3.0-or-later
"The credits that a customer had before: credit notes, and entries outside VAT, by us or by hand. Amounts are positive."
import json

from trytond.pool import Pool

from .credit_entry import account_of, is_taken_back, receivable_lines
from .plain import amount, iso
from .reading import amounts
from .reversible import STANDING, credited_by


def earlier_credits(company, customer, invoices, from_date):
    "Since the date, and of these invoices whatever their date"
    notes = {note.id: note for note in _notes(company, customer, from_date)}
    notes |= {note.id: note for invoice in invoices if invoice.party == customer for note in credited_by(invoice)}
    entries = [_note(note) for note in notes.values()] + [_entry(move) for move in _moves(company, customer, from_date)]
    return sorted(entries, key=lambda entry: (entry['date'], entry['id']))


def _notes(company, customer, from_date):
    found = Pool().get('account.invoice').search([
        ('type', '=', 'out'), ('company', '=', company.id), ('party', '=', customer.id), ('state', 'in', STANDING),
        ('invoice_date', '>=', from_date)])
    return [invoice for invoice in found if sum(amounts(invoice)[:2]) < 0]


def _moves(company, customer, from_date):
    accounts = [account for reason in ('compensation', 'goodwill') if (account := account_of(company, reason))]
    found = Pool().get('account.move').search([
        ('company', '=', company.id), ('state', '=', 'posted'), ('date', '>=', from_date),
        ('lines.account', 'in', [account.id for account in accounts]), ('lines.party', '=', customer.id)])
    return [move for move in found if _credited(move, customer) > 0 and not is_taken_back(move)]


def _credited(move, customer):
    return sum(line.credit - line.debit for line in receivable_lines(move) if line.party == customer)


def _note(note):
    untaxed, tax, _ = amounts(note)
    credited = note.credits or next((line.origin.invoice for line in note.line_lines if _is_line(line.origin)), None)
    return {
        'id': note.id, 'number': note.number, 'invoice': credited.id if credited else None, **_named('invoice', note),
        'date': iso(note.accounting_date or note.invoice_date), 'net': amount(-untaxed, note.currency),
        'gross': amount(-untaxed - tax, note.currency), 'currency': note.currency.code,
    }


def _is_line(origin):
    return bool(origin) and origin.__name__ == 'account.invoice.line'


def _entry(move):
    currency = move.company.currency
    total = amount(sum(line.credit - line.debit for line in receivable_lines(move)), currency)
    return {
        'id': move.id, 'number': move.number, 'invoice': None, **_named('move', move), 'date': iso(move.date),
        'net': total, 'gross': total, 'currency': currency.code,
    }


def _named(link, document):
    "Case, incident and agent as our command recorded them; none of what people booked"
    found = Pool().get('countersign.command').search([(link, '=', document.id)], limit=1)
    recorded = json.loads(found[0].result) if found else {}
    return {name: recorded.get(name) for name in ('case', 'incident', 'agent')}
