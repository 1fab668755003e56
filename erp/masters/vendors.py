"""Vendors with bank accounts, payment terms, hold and assignments."""
import datetime as dt

from .erp import values
from .parties import make_party

CATEGORIES = {
    'hold': 'category_hold', 'relatedParty': 'category_related_party', 'legalSettlement': 'category_legal_settlement'}


def make_vendors(erp):
    data = values('vendors')
    terms = {days: make_term(erp, days) for days in sorted({v['terms'] for v in data['vendors']})}
    for vendor in data['vendors']:
        party = make_party(erp, vendor, vendor['code'])
        for name in [CATEGORIES[key] for key in CATEGORIES if vendor.get(key)]:
            party.categories.append(category(erp, name))
        party.countersign_group = vendor.get('group')
        party.save()
        for key in erp.result['companies']:
            with erp.company(key):
                erp.proxy('party.party').write(
                    [party.id], {'supplier_payment_term': terms[vendor['terms']].id}, erp.config.context)
        for account in vendor['accounts']:
            make_account(erp, party, account)
        erp.result['vendors'][vendor['code']] = party.id
    for assignment in data['assignments']:
        make_assignment(erp, assignment)


def category(erp, name):
    return erp.get('party.category')(erp.get('ir.model.data').get_id('countersign', name, erp.config.context))


def make_term(erp, days):
    term = erp.get('account.invoice.payment_term')(name=f'{days} days')
    term.lines.new(type='remainder').relativedeltas.new(days=days)
    term.save()
    return term


def make_account(erp, party, account):
    record = erp.get('bank.account')()
    record.owners.append(erp.get('party.party')(party.id))
    record.numbers.new(type=account['type'], number=account['number'])
    record.save()


def make_assignment(erp, assignment):
    parties = erp.result['vendors']
    to = assignment['validTo']
    erp.get('countersign.assignment')(
        vendor=parties[assignment['vendor']], payee=parties[assignment['payee']], account=assignment['account'],
        valid_from=dt.date.fromisoformat(assignment['validFrom']),
        valid_to=dt.date.fromisoformat(to) if to else None).save()
