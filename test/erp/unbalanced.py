"""Tries to post a move that is off by one cent, as an administrator. usage: unbalanced.py DATABASE TRYTOND_CONF"""
import datetime as dt
import sys
from decimal import Decimal

from trytond import config

config.update_etc(sys.argv[2])

from trytond.exceptions import UserError  # noqa: E402
from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction  # noqa: E402

Pool.start()
pool = Pool(sys.argv[1])
pool.init()


def attempt(credit):
    start = Transaction().start(sys.argv[1], 1, _lock_tables=['account_journal_period'])
    with start as transaction, transaction.set_context(company=1):
        Move, Account = pool.get('account.move'), pool.get('account.account')
        day = dt.date(2026, 11, 16)
        account, = Account.search([('company', '=', 1), ('code', '=', '658')])
        journal, = pool.get('account.journal').search([('code', '=', 'EXP')])
        period = pool.get('account.period').find(1, date=day)
        move, = Move.create([{
            'company': 1, 'period': period.id, 'journal': journal.id, 'date': day,
            'lines': [('create', [
                {'account': account.id, 'debit': Decimal('120.00'), 'credit': Decimal(0)},
                {'account': account.id, 'debit': Decimal(0), 'credit': Decimal(credit)}])]}])
        try:
            Move.post([move])
            print(credit, Move(move.id).state)
        except UserError as error:
            print(credit, error.args[0])
        transaction.rollback()


attempt('119.99')
attempt('120.00')
