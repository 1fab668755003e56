# SPDX-License-Identifier: GPL-3.0-or-later
"A credit note against one posted customer invoice, line by line, at the accounts, taxes and tax date of the original's lines."
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction

from . import locks, posting, version
from .credited import left_of, rate_of, uncredited
from .plain import amount, iso, refuse
from .reading import amounts, read_invoice
from .reversible import STANDING

# As many decimals as Tryton keeps of a price.
PRICE_STEP = Decimal('0.000001')


def post(credit):
    Invoice = Pool().get('account.invoice')
    version.require(credit.versions)
    _check_original(credit)
    with Transaction().set_context(company=credit.company.id, _skip_warnings=True, date=credit.posting_date):
        period = posting.open_period(credit.company, credit.posting_date)
        if credit.posting_date < credit.tax_point:
            refuse('INVALID_DOCUMENT', f"postingDate: {credit.number} is of {credit.tax_point}, later than its credit")
        sequences = [locks.sequence_of(credit.company, 'out_credit_note_sequence', period), period.move_sequence_used]
        locks.hold({
            Invoice._table: {credit.original.id},
            Pool().get('ir.sequence.strict')._table: {sequence.id for sequence in sequences if sequence}})
        _check_left(credit)
        note = _build(credit)
        note.save()
        Invoice.update_taxes([note])
        _settle_taxes(Invoice(note.id))
        note = Invoice(note.id)
        _compare(note, credit)
        Invoice.post([note])
        if not credit.expected['payable']:
            _reconcile(Invoice(note.id), credit)
        note = Invoice(note.id)
        if note.amount_to_pay != credit.expected['payable']:
            _mismatch(f"payable: {note.amount_to_pay} is left, the credit says {credit.expected['payable']}")
        return read_invoice(note)


def _check_original(credit):
    original = credit.original
    if original.type != 'out' or original.company != credit.company or original.party != credit.customer:
        refuse('INVALID_DOCUMENT', "credits: not a customer invoice of this company and customer")
    if original.state not in STANDING:
        refuse('NOT_POSTED', f"{original.number or original.rec_name} is {original.state}")
    said = {
        'number': (original.number, credit.number), 'currency': (original.currency.code, credit.currency.code),
        'tax point': (iso(original.tax_date), iso(credit.tax_point))}
    if wrong := [f"its {name} is {has}, not {of}" for name, (has, of) in said.items() if has != of]:
        refuse('ORIGINAL_DIFFERS', f"document {original.id}: {'; '.join(wrong)}")
    for n, line in enumerate(credit.lines):
        if line.original.invoice != original or line.original.type != 'line':
            refuse('INVALID_DOCUMENT', f"lines[{n}]: no line of {original.number}")
        if line.original in [other.original for other in credit.lines[:n]]:
            refuse('INVALID_DOCUMENT', f"lines[{n}]: this line of {original.number} is credited twice")


def _check_left(credit):
    "No line is credited beyond what is left of it, nor the invoice; and each at the rate of its own tax"
    for n, line in enumerate(credit.lines):
        net, tax = uncredited(line.original)
        if net + line.net < 0 or tax + line.tax < 0:
            refuse('CREDIT_EXCEEDS_INVOICE', f"lines[{n}]: {net} and tax {tax} are left, the credit is {line.net} and {line.tax}")
        _check_rate(line, n, (net, tax), credit.currency)
    left, gross = left_of(credit.original), sum(line.net + line.tax for line in credit.lines)
    if left + gross < 0:
        refuse('CREDIT_EXCEEDS_INVOICE', f"{credit.number}: {left} is left, the credit is {gross}")


def _check_rate(line, n, left, currency):
    "Off by a minor unit at most, as rounding leaves it; the rest of a line takes the rest of its tax"
    rate = rate_of(line.original)
    if rate is None:
        refuse('INVALID_DOCUMENT', f"lines[{n}]: the line has several taxes; credit it by hand")
    fits = abs(line.tax - currency.round(line.net * rate)) <= currency.rounding
    if not fits and (-line.net, -line.tax) != left:
        _mismatch(f"lines[{n}]: {line.tax} is not the tax on {line.net} at {rate * 100:f} %")


def _build(credit):
    "A price reduction: no quantity comes back, and so no product"
    original = credit.original
    note = original._credit()
    note.credits, note.description, note.reference = original, credit.description, original.number
    note.invoice_date = note.accounting_date = note.payment_term_date = credit.posting_date
    note.payment_term, note.taxes = None, []
    note.lines = [_line(line) for line in credit.lines]
    return note


def _line(asked):
    line = asked.original._credit()
    line.product = line.unit = None
    line.quantity, line.unit_price = -1.0, -asked.net.quantize(PRICE_STEP)
    line.description, line.credited_tax = asked.description, asked.tax
    return line


def _settle_taxes(note):
    "The tax of the note is that of its lines"
    for tax in note.taxes:
        wanted = sum(
            (line.credited_tax for line in note.line_lines if tax.tax in {
                leaf for of in line.taxes for leaf in of.leaves(line.tax_date)}), Decimal(0))
        if tax.amount != wanted:
            tax.amount = wanted
            tax.save()


def _compare(note, credit):
    untaxed, tax, _ = amounts(note)
    found = {'untaxed': untaxed, 'tax': tax, 'total': untaxed + tax}
    wrong = [
        f"{name}: the ERP computes {amount(found[name], note.currency)}, the credit says {credit.expected[name]}"
        for name in found if found[name] != credit.expected[name]]
    if wrong:
        _mismatch('; '.join(wrong))


def _reconcile(note, credit):
    "Only what clears the whole of what is open: Tryton reconciles no parts"
    Invoice, Line = Pool().get('account.invoice'), Pool().get('account.move.line')
    original = Invoice(credit.original.id)
    if original.amount_to_pay != -note.total_amount:
        _mismatch(f"payable: {original.amount_to_pay} is open of {original.number}, which {note.total_amount} does not clear")
    Line.reconcile(
        [line for of in (original, note) for line in of.lines_to_pay if not line.reconciliation], date=credit.posting_date)
    Invoice.process([Invoice(original.id), Invoice(note.id)])


def _mismatch(words):
    refuse('TOTALS_MISMATCH', words)
