"""What people do in Tryton by hand, with supplier invoices and with users, one act a run; prints what it was done to.
usage: by_hand.py DATABASE TRYTOND_CONF ACT ...
  draft REFERENCE | enter REFERENCE | cancel ID | rename ID REFERENCE | credit ID | pay ID AMOUNT | order-payment ID AMOUNT | copy ID |
  password LOGIN PASSWORD | form | credit-line ID NET | balance | sell COUNT"""
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
# The numbers of what is sent to customers rise with its date.
TODAY = dt.date(2026, 11, 24)


def one(model, *domain):
    found, = pool.get(model).search(list(domain))
    return found


def draft(reference):
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
    return invoice.id


def enter(reference):
    id_ = draft(reference)
    Invoice.post([Invoice(id_)])
    return id_


def cancel(id_):
    Invoice.cancel([Invoice(int(id_))])
    return id_


def rename(id_, reference):
    Invoice.write([Invoice(int(id_))], {'reference': reference})
    return id_


def credit(id_):
    made, = Invoice.credit([Invoice(int(id_))], invoice_date=DAY, reference=f'HAND-{id_}')
    Invoice.post([made])
    return made.id


def credit_line(id_, net):
    """Of the first line alone, however much it is"""
    made, = Invoice.credit([Invoice(int(id_))], invoice_date=TODAY)
    first, *others = made.lines
    pool.get('account.invoice.line').delete(others)
    pool.get('account.invoice.line').write([first], {'quantity': -1, 'unit_price': Decimal(net)})
    Invoice.update_taxes([Invoice(made.id)])
    Invoice.post([Invoice(made.id)])
    return made.id


def sell(count):
    """So many posted invoices of 200.00 at 20 %, each printed as ID/NUMBER/LINE"""
    customer = one('party.party', ('code', '=', 'C-2002'))
    account = one('account.account', ('company', '=', 1), ('code', '=', '706'))
    tax = one('account.tax', ('company', '=', 1), ('parent', '=', None), ('name', '=', 'T.V.A. Vente de services Taux Normal'))
    made = []
    for n in range(int(count)):
        invoice = Invoice(
            type='out', company=1, party=customer, currency=one('currency.currency', ('code', '=', 'EUR')),
            invoice_address=customer.address_get(type='invoice'), account=customer.account_receivable_used, invoice_date=DAY)
        invoice.set_journal()
        invoice.lines = [pool.get('account.invoice.line')(
            type='line', company=1, currency=invoice.currency, invoice_type='out', quantity=1, unit_price=Decimal('200.00'),
            description=f'by hand {n}', taxes=[tax], account=account)]
        made.append(invoice)
    Invoice.save(made)
    Invoice.update_taxes(made)
    Invoice.post(made)
    return ' '.join(f'{of.id}/{of.number}/{of.lines[0].id}' for of in Invoice.browse([of.id for of in made]))


def balance():
    moves = pool.get('account.move').search([('state', '=', 'posted')])
    off = [sum((line.debit - line.credit for line in move.lines), Decimal('0.00')) for move in moves]
    return f"{sum(1 for of in off if of)} unbalanced, {sum(off)} together"


def pay(id_, amount):
    bank = one('account.account', ('company', '=', 1), ('code', '=', '5121'))
    cash = one('account.journal', ('code', '=', 'CASH'))
    method, = pool.get('account.invoice.payment.method').create([{
        'name': f'by hand {id_}', 'company': 1, 'journal': cash.id, 'credit_account': bank.id, 'debit_account': bank.id}])
    invoice = Invoice(int(id_))
    lines = invoice.pay_invoice(Decimal(amount), method, DAY)
    if Decimal(amount) == invoice.total_amount:
        pool.get('account.move.line').reconcile([*invoice.lines_to_pay, *lines])
        Invoice.process([Invoice(invoice.id)])
    return id_


def order_payment(id_, amount):
    invoice = Invoice(int(id_))
    journal, = pool.get('account.payment.journal').create([{
        'name': f'by hand {id_}', 'company': 1, 'currency': invoice.currency.id, 'process_method': 'manual'}])
    pool.get('account.payment').create([{
        'company': 1, 'journal': journal.id, 'kind': 'payable', 'party': invoice.party.id, 'amount': Decimal(amount),
        'line': invoice.lines_to_pay[0].id, 'date': DAY}])
    return id_


def copy(id_):
    made, = Invoice.copy([Invoice(int(id_))])
    return made.credits, bool(made.reversal)


def password(login, new):
    user = one('res.user', ('login', '=', login))
    pool.get('res.user').write([user], {'password': new})
    return login


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


ACTS = {
    'draft': draft, 'enter': enter, 'cancel': cancel, 'rename': rename, 'credit': credit, 'pay': pay, 'order-payment': order_payment,
    'copy': copy, 'password': password, 'form': form, 'credit-line': credit_line, 'balance': balance, 'sell': sell}
print(attempt(ACTS[act]))
