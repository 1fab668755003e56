# SPDX-License-Identifier: GPL-3.0-or-later
from trytond.pool import Pool

from . import version
from .identity import describe
from .plain import iso
from .vendor_master import accounts, group_of, phones

FLAGS = {
    'hold': 'category_hold', 'oneTime': 'category_one_time', 'relatedParty': 'category_related_party',
    'legalSettlement': 'category_legal_settlement'}


def company_entry(company, schemes):
    return {
        'id': company.id, 'code': company.party.code, 'name': company.party.name, 'currency': company.currency.code,
        **describe(company.party), 'matchedBy': sorted(set(schemes), key=str)}


def flags_of(party):
    get_id = Pool().get('ir.model.data').get_id
    categories = {c.id for c in party.categories}
    return {name: get_id('countersign', category) in categories for name, category in FLAGS.items()}


def vendor_entry(party, schemes):
    return {
        'id': party.id, 'code': party.code, 'name': party.name, 'active': bool(party.active),
        **describe(party), 'matchedBy': sorted(set(schemes), key=str),
        'accounts': accounts(party), 'phones': phones(party), 'group': group_of(party),
        **flags_of(party),
        'categories': sorted(c.name for c in party.categories),
        'paymentTermDays': _days(party.supplier_payment_term),
        'assignments': _assignments(party),
        'version': version.token_of('vendor', party),
    }


def _days(term):
    if not term or not term.lines:
        return None
    return sum(delta.days or 0 for delta in term.lines[-1].relativedeltas)


def _assignments(party):
    Assignment = Pool().get('countersign.assignment')
    return [{
        'payee': {'id': a.payee.id, 'code': a.payee.code, 'name': a.payee.name, 'vat': describe(a.payee)['vat']},
        'account': a.account, 'validFrom': iso(a.valid_from), 'validTo': iso(a.valid_to),
    } for a in Assignment.search([('vendor', '=', party.id)])]
