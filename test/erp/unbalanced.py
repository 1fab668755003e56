"""Tries to post a move that is off by one cent, as an administrator. usage: unbalanced.py DATABASE TRYTOND_CONF"""
import datetime as dt
import sys
from decimal import Decimal

from trytond import config

config.update_etc(sys.argv[2])

from trytond.exceptions import UserError  # noqa: E402
from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction, TransactionError  # noqa: E402

Pool.start()
pool = Pool(sys.argv[1])
pool.init()


def attempt(credit):
    """As Tryton's own dispatcher does: a missing lock starts the transaction anew with it."""
    extras = {}
    for _ in range(10):
        with Transaction().start(sys.argv[1], 1, **extras) as transaction, transaction.set_context(company=1):
            try:
                return post(credit)
            except TransactionError as error:
                error.fix(extras)
            finally:
                transaction.rollback()
    raise RuntimeError('the locks were not granted')


def post(credit):
    Move, Account = pool.get('account.move'), pool.get('account.account')
    day = dt.date(2026, 11, 16)
    account, = Account.search([('company', '=', 1), ('code', '=', '658')])
    journal, = pool.get('account.journal').search([('code', '=', 'EXP')])
    move, = Move.create([{
        'company': 1, 'period': pool.get('account.period').find(1, date=day).id, 'journal': journal.id, 'date': day,
        'lines': [('create', [
            {'account': account.id, 'debit': Decimal('120.00'), 'credit': Decimal(0)},
            {'account': account.id, 'debit': Decimal(0), 'credit': Decimal(credit)}])]}])
    try:
        Move.post([move])
        return Move(move.id).state
    except UserError as error:
        return error.message


for credit in ('119.99', '120.00'):
    print(credit, attempt(credit))
