# SPDX-License-Identifier: GPL-3.0-or-later
"Change a party's master data, and read it back. Whatever is refused leaves nothing behind: the caller's transaction ends."
from contextlib import contextmanager

from stdnum.eu.vat import MEMBER_STATES
from trytond.exceptions import UserError
from trytond.pool import Pool
from trytond.transaction import inactive_records

from . import touches, version
from .change import read_change
from .party_master import active_ibans, is_held, tax_id
from .plain import refuse


def apply(value):
    with inactive_records():
        change = read_change(value)
        version.require(change.versions)
        touches.keep(change.party)
        said = APPLY[change.field](change)
        Pool().get('ir.note').create([{'resource': str(change.party), 'message': f'Countersign, {change.description}: {said}'}])
        return read_party(change.party.__class__(change.party.id))


def read_party(party):
    "A party as it stands: the answer to a change, in the same transaction"
    return {
        'id': party.id, 'code': party.code, 'name': party.name, 'taxId': tax_id(party),
        'accounts': active_ibans(party), 'hold': is_held(party), 'version': version.token_of('party', party),
    }


def _name(change):
    before = change.party.name
    _write(change.party, {'name': change.to})
    return f'name {before!r} is {change.to!r}'


def _hold(change):
    hold = Pool().get('ir.model.data').get_id('countersign', 'category_hold')
    if change.to != is_held(change.party):
        _write(change.party, {'categories': [('add' if change.to else 'remove', [hold])]})
    return 'on hold' if change.to else 'not on hold any more'


def _tax_id(change):
    Identifier = Pool().get('party.identifier')
    found = [i for i in change.party.identifiers if i.active and (i.type or '').endswith('_vat')]
    if len(found) > 1:
        refuse('TAX_ID_AMBIGUOUS', f"{change.party.rec_name} has {len(found)} VAT numbers; change them by hand")
    before = tax_id(change.party)
    values = {'type': _vat_type(change.to), 'code': change.to}
    with _worded('INVALID_TAX_ID'):
        if found:
            Identifier.write(found, values)
        else:
            Identifier.create([{**values, 'party': change.party.id}])
    return f'VAT number {before or "none"} is {change.to}'


def _vat_type(code):
    country = code[:2].lower()
    type_ = 'eu_vat' if country in MEMBER_STATES | {'el'} else f'{country}_vat'
    if type_ not in {known for known, _ in Pool().get('party.identifier').get_types()}:
        refuse('INVALID_TAX_ID', f"{code}: this ERP knows no VAT numbers that begin with {code[:2]}")
    return type_


def _bank_account(change):
    said = []
    if change.remove:
        _remove(change.party, change.remove)
        said.append(f'account {change.remove} removed')
    if change.add:
        _add(change.party, change.add)
        said.append(f'account {change.add} added')
    return ', '.join(said)


def _remove(party, iban):
    number = next((n for n in _numbers(iban) if n.active and n.account.active and party in n.account.owners), None)
    if not number:
        refuse('ACCOUNT_NOT_THERE', f"{party.rec_name} has no active account {iban}")
    account = number.account
    if others := [owner.rec_name for owner in account.owners if owner != party]:
        refuse('ACCOUNT_SHARED', f"account {iban} is that of {', '.join(others)} too; remove it by hand")
    number.__class__.write([number], {'active': False})
    if not any(n.active for n in account.__class__(account.id).numbers):
        account.__class__.write([account], {'active': False})


def _add(party, iban):
    Account = Pool().get('bank.account')
    known = _numbers(iban)
    if any(n.active and n.account.active and party in n.account.owners for n in known):
        refuse('ACCOUNT_ALREADY_THERE', f"{party.rec_name} has the active account {iban} already")
    for number in (n for n in known if n.active and n.account.active):
        owners = ', '.join(owner.rec_name for owner in number.account.owners) or 'nobody'
        refuse('ACCOUNT_OF_ANOTHER_PARTY', f"account {iban} is that of {owners}")
    own = next((n for n in known if [party] == list(n.account.owners)), None)
    with _worded('INVALID_IBAN'):
        if own:
            _require_alone(own)
            Account.write([own.account], {'active': True})
            own.__class__.write([own], {'active': True})
        else:
            Account.create([{
                'owners': [('add', [party.id])], 'numbers': [('create', [{'type': 'iban', 'number': iban}])]}])


def _require_alone(number):
    "An account that is taken up again brings none of its other numbers with it"
    if any(other != number for other in number.account.numbers):
        refuse('ACCOUNT_HAS_OTHER_NUMBERS', "the account has other numbers too, which nobody has decided about; do it by hand")


def _numbers(iban):
    return Pool().get('bank.account.number').search([('type', '=', 'iban'), ('number_compact', '=', iban)])


def _write(party, values):
    party.__class__.write([party], values)


@contextmanager
def _worded(code):
    "What Tryton refuses in its own words gets a code of ours"
    try:
        yield
    except UserError as error:
        refuse(code, error.message)


APPLY = {'name': _name, 'tax-id': _tax_id, 'bank-account': _bank_account, 'hold': _hold}
