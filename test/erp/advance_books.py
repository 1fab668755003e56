"""What accountants do by hand shows in what is open of an advance. usage: advance_books.py DATABASE TRYTOND_CONF"""
import datetime as dt
import sys
from decimal import Decimal

from trytond import config

config.update_etc(sys.argv[2])

from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction, TransactionError  # noqa: E402

Pool.start()
pool = Pool(sys.argv[1])
pool.init()
DAY = dt.date(2026, 11, 16)


def attempt(work, *args):
    """As Tryton's own dispatcher does: a missing lock starts the transaction anew with it."""
    extras = {}
    for _ in range(10):
        with Transaction().start(sys.argv[1], 1, **extras) as transaction, transaction.set_context(company=1):
            try:
                done = work(*args)
                transaction.commit()
                return done
            except TransactionError as error:
                transaction.rollback()
                error.fix(extras)
    raise RuntimeError('the locks were not granted')


def one(model, *domain):
    found, = pool.get(model).search(list(domain))
    return found


def show(what, vat):
    Command = pool.get('countersign.command')
    facts = attempt(Command.invoice_facts, {'companyVat': 'FR41823456710', 'vendorVat': vat, 'fromDate': '2026-11-01'})
    print(what, *(f"{a['open']}/{a['amount']}" for a in facts['advances']))


def entry(vendor, debit, credit, amount):
    Move, Account = pool.get('account.move'), pool.get('account.account')
    party = one('party.party', ('code', '=', vendor))
    line = lambda code, **values: {
        'account': one('account.account', ('company', '=', 1), ('code', '=', code)).id, 'party': party.id,
        'debit': Decimal(0), 'credit': Decimal(0), **values}
    move, = Move.create([{
        'company': 1, 'period': pool.get('account.period').find(1, date=DAY).id, 'date': DAY,
        'journal': one('account.journal', ('code', '=', 'MISC')).id,
        'lines': [('create', [line(debit, debit=amount), line(credit, credit=amount)])]}])
    Move.post([move])


def bill(vendor, advance, amount):
    tax = one('account.tax', ('countersign_code', '=', 'FR-K20-G'))
    vendor = one('party.party', ('code', '=', vendor))
    line = one('account.move.line', ('move.description', '=', advance), ('account.code', '=', '4091'))
    return pool.get('countersign.command').post_invoice('books', 'd', {
        'company': 1, 'vendor': vendor.id, 'reference': 'BOOKS-1', 'currency': 'EUR',
        'invoiceDate': DAY.isoformat(), 'accountingDate': DAY.isoformat(),
        'lines': [{
            'description': 'x', 'quantity': '1', 'unitPrice': '900.00', 'net': '900.00', 'taxes': [tax.id],
            'account': one('account.account', ('company', '=', 1), ('code', '=', '6068')).id}],
        'expected': {'untaxed': '900.00', 'tax': '0.00', 'total': '900.00'},
        'advances': [{'id': line.id, 'amount': amount}]})['id']


def cancel(id_):
    Invoice = pool.get('account.invoice')
    Invoice.cancel([Invoice(id_)])


attempt(lambda: entry('V-1012', '4011', '4091', Decimal('44.00')))
show('used by hand', 'FR88902117647')
show('posted', 'BE0412773602')
billed = attempt(lambda: bill('V-1003', 'BL-AC-2026-004', '500.00'))
show('applied', 'BE0412773602')
attempt(lambda: cancel(billed))
show('cancelled', 'BE0412773602')
