"""What an accountant does with supplier invoices by hand, one act a run; prints the invoice's id.
usage: by_hand.py DATABASE TRYTOND_CONF enter REFERENCE | cancel ID | rename ID REFERENCE | form"""
import datetime as dt
import sys
from decimal import Decimal

from trytond import config

database, conf, act, *args = sys.argv[1:]
config.update_etc(conf)

from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction, TransactionError  # noqa: E402

Pool.start()
pool = Pool(database)
pool.init()
Invoice = pool.get('account.invoice')
DAY = dt.date(2026, 11, 20)


def one(model, *domain):
    found, = pool.get(model).search(list(domain))
    return found


def enter(reference):
    vendor = one('party.party', ('code', '=', 'V-1001'))
    invoice = Invoice(
        type='in', company=1, party=vendor, currency=one('currency.currency', ('code', '=', 'EUR')),
        invoice_address=vendor.address_get(type='invoice'), account=vendor.account_payable_used,
        reference=reference, invoice_date=DAY, accounting_date=DAY)
    invoice.set_journal()
    invoice.lines = [pool.get('account.invoice.line')(
        type='line', company=1, currency=invoice.currency, invoice_type='in', quantity=1, unit_price=Decimal('9.00'),
        description='by hand', taxes=[],
        account=one('account.account', ('company', '=', 1), ('code', '=', '6068')))]
    invoice.save()
    Invoice.post([invoice])
    return invoice.id


def cancel(id_):
    Invoice.cancel([Invoice(int(id_))])
    return id_


def rename(id_, reference):
    Invoice.write([Invoice(int(id_))], {'reference': reference})
    return id_


def form():
    return 'countersign_trace' in Invoice.fields_view_get(view_type='form')['arch']


def attempt(work):
    """As Tryton's own dispatcher does: a missing lock starts the transaction anew with it."""
    extras = {}
    for _ in range(10):
        context = {'company': 1, '_skip_warnings': True}
        with Transaction().start(database, 1, **extras) as transaction, transaction.set_context(context):
            try:
                done = work(*args)
                transaction.commit()
                return done
            except TransactionError as error:
                transaction.rollback()
                error.fix(extras)
    raise RuntimeError('the locks were not granted')


print(attempt({'enter': enter, 'cancel': cancel, 'rename': rename, 'form': form}[act]))
