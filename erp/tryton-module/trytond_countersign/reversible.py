# SPDX-License-Identifier: GPL-3.0-or-later
"Whether a posted supplier document can be reversed: it stands, nothing is paid of it, and nobody has credited it."
from trytond.pool import Pool

from .applying import applied_to
from .plain import refuse
from .reading import amounts

STANDING = ['posted', 'paid']


def credited_by(invoice):
    "What stands and credits it, by the module's own field or as a credit that somebody made in Tryton; oldest first"
    Line = Pool().get('account.invoice.line')
    own = [f'account.invoice.line,{line.id}' for line in invoice.lines]
    by_hand = Line.search([('origin', 'in', own), ('invoice.state', 'in', STANDING)]) if own else []
    by_field = Pool().get('account.invoice').search([('credits', '=', invoice.id), ('state', 'in', STANDING)])
    found = {credit.id: credit for credit in [*by_field, *(line.invoice for line in by_hand)]}
    return [found[id_] for id_ in sorted(found)]


def crediting(invoice):
    "All that credits it, and what takes such a credit back"
    return [each for credit in credited_by(invoice) for each in [credit, *crediting(credit)]]


def is_taken_back(invoice):
    "By a reversal of ours: its reference may be posted again"
    return any(credit.reversal for credit in credited_by(invoice))


def is_in_payment(invoice):
    "A payment of it is under way, or done"
    return any(payment.state != 'failed' for line in invoice.lines_to_pay for payment in line.payments)


def check(invoice):
    name = f"{invoice.number or invoice.rec_name}"
    if invoice.state == 'cancelled':
        refuse('ALREADY_REVERSED', f"{name} is cancelled")
    if invoice.state not in STANDING:
        refuse('NOT_POSTED', f"{name} is {invoice.state}")
    if credits := credited_by(invoice):
        refuse('ALREADY_REVERSED', f"{name} is credited by {', '.join(credit.number for credit in credits)}")
    if applied := applied_to(invoice):
        refuse('ADVANCES_APPLIED', f"{name} has used {', '.join(advance['number'] for advance in applied)}")
    if is_in_payment(invoice):
        refuse('PAID_OR_IN_PAYMENT', f"a payment of {name} is under way")
    if invoice.state == 'paid' or invoice.amount_to_pay != sum(amounts(invoice)):
        refuse('PAID_OR_IN_PAYMENT', f"{invoice.amount_to_pay} of {sum(amounts(invoice))} is open of {name}")
