# SPDX-License-Identifier: GPL-3.0-or-later
"Create, check, confirm and read a purchase order. Whatever is refused leaves nothing behind: the caller's transaction ends."
from collections import defaultdict
from decimal import Decimal

from trytond.pool import Pool
from trytond.transaction import Transaction

from . import version
from .order_document import read_order
from .plain import amount, iso, number, refuse
from .spending import spent_on, taken_by
from .units import unit_facts


def place(value):
    Purchase, Budget = Pool().get('purchase.purchase'), Pool().get('countersign.budget')
    order = read_order(value)
    version.require(order.versions)
    if not order.vendor.active:
        refuse('VENDOR_INACTIVE', f"{order.vendor.rec_name} is not active")
    if not order.cost_centre.active:
        refuse('COST_CENTRE_INACTIVE', f"{order.cost_centre.rec_name} is not active")
    _refuse_second(order)
    with Transaction().set_context(company=order.company.id, _skip_warnings=True):
        # Tryton starts anew with the lock: only then does PostgreSQL show what whoever had it before has ordered.
        Budget.lock(order.cost_centre.budgets)
        purchase = _build(order)
        purchase.save()
        purchase = Purchase(purchase.id)
        _compare(purchase, order)
        _check_budgets(purchase, order)
        Purchase.quote([purchase])
        _confirm(purchase)
        return read_order_placed(Purchase(purchase.id))


def _refuse_second(order):
    "Whatever the key, a case is ordered from a vendor once, until somebody cancels that order"
    standing = Pool().get('purchase.purchase').search([
        ('company', '=', order.company.id), ('countersign_case', '=', order.case), ('party', '=', order.vendor.id),
        ('state', '!=', 'cancelled')], limit=1)
    if standing:
        refuse('ALREADY_ORDERED', f"case {order.case} is ordered from {order.vendor.rec_name} as {standing[0].rec_name}")


def _build(order):
    Purchase = Pool().get('purchase.purchase')
    purchase = Purchase(
        company=order.company, party=order.vendor, currency=order.currency, purchase_date=order.date,
        invoice_method='manual', description=f"case {order.case}, {order.requisition} of {order.requester}",
        countersign_case=order.case, countersign_requester=order.requester, countersign_requisition=order.requisition)
    purchase.on_change_party()
    purchase.currency = order.currency
    purchase.lines = [_line(purchase, order, wanted) for wanted in order.lines]
    return purchase


def _line(purchase, order, wanted):
    Line = Pool().get('purchase.line')
    line = Line(type='line', purchase=purchase, product=wanted.product, unit=wanted.unit, quantity=float(wanted.quantity))
    line.on_change_product()
    line.unit, line.unit_price, line.taxes = wanted.unit, wanted.unit_price, wanted.taxes
    line.description = wanted.description
    line.delivery_date_edit, line.delivery_date_store = True, wanted.wanted_by
    line.countersign_wanted_by = wanted.wanted_by
    line.countersign_cost_centre, line.countersign_account = order.cost_centre, wanted.account
    return line


def _compare(purchase, order):
    currency = order.currency
    found = {'untaxed': purchase.untaxed_amount, 'tax': purchase.tax_amount, 'total': purchase.total_amount}
    wrong = [
        f"{name}: the ERP computes {amount(value, currency)}, the document says {order.expected[name]}"
        for name, value in found.items() if value != order.expected[name]]
    wrong += [
        f"line {n}: the ERP computes {amount(line.amount, currency)}, the document says {wanted.net}"
        for n, (line, wanted) in enumerate(zip(purchase.lines, order.lines, strict=True), 1) if line.amount != wanted.net]
    if wrong:
        refuse('TOTALS_MISMATCH', '; '.join(wrong))


def _check_budgets(purchase, order):
    "What the document grants must be what its lines take, and no more than what is left now"
    taken = defaultdict(Decimal)
    for line in purchase.lines:
        for budget in order.cost_centre.budgets:
            if budget.covers(line.counts_on()):
                taken[budget] += taken_by(line)
    if set(taken) != set(order.budgets):
        refuse('BUDGET_DIFFERS', f"it takes of {_names(taken)}, the document says of {_names(order.budgets)}")
    for budget, most in order.budgets.items():
        currency = budget.currency
        if taken[budget] > most:
            refuse('BUDGET_DIFFERS', f"it takes {amount(taken[budget], currency)} of {budget.name}, the document says {most}")
        left = budget.amount - spent_on(budget).total
        if most > left:
            refuse('BUDGET_EXCEEDED',
                f"{amount(left, currency)} {currency.code} of {amount(budget.amount, currency)} is left of {budget.name}, "
                f"{amount(most, currency)} is wanted")


def _names(budgets):
    return ', '.join(sorted(budget.name for budget in budgets)) or 'none'


def _confirm(purchase):
    """Where no worker runs, Tryton would process it in the same request, and nobody could cancel it any more: that is
    for whoever buys, once the vendor has it."""
    Purchase, Queue, tasks = Pool().get('purchase.purchase'), Pool().get('ir.queue'), Transaction().tasks
    before = list(tasks)
    Purchase.confirm([purchase])
    Queue.delete(Queue.browse([task for task in tasks if task not in before]))
    tasks[:] = before


def read_order_placed(purchase):
    currency, centres = purchase.currency, purchase.cost_centres()
    return {
        'id': purchase.id, 'number': purchase.number, 'state': purchase.state, 'company': purchase.company.id,
        'vendor': purchase.party.id, 'currency': currency.code, 'date': iso(purchase.purchase_date),
        'untaxed': amount(purchase.untaxed_amount, currency), 'tax': amount(purchase.tax_amount, currency),
        'total': amount(purchase.total_amount, currency), 'requester': purchase.countersign_requester,
        'costCentre': centres[0].code if len(centres) == 1 else None, 'case': purchase.countersign_case,
        'lines': [{
            'id': line.id, 'description': line.description, 'product': line.product.code if line.product else None,
            'account': line.countersign_account.code if line.countersign_account else None,
            'quantity': number(line.quantity), 'unit': unit_facts(line.unit), 'unitPrice': number(line.unit_price),
            'net': amount(line.amount, currency), 'taxes': [tax.countersign_code or tax.name for tax in line.taxes],
            'wantedBy': iso(line.countersign_wanted_by),
        } for line in purchase.lines if line.type == 'line'],
    }
