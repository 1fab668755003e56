"""Sets dates of creation back, as of records that have stood for a while: else all were made at set-up, and nothing could be old."""
import datetime as dt

from trytond.transaction import Transaction

from .erp import values


def set_back(erp):
    data = values('vendors')
    with Transaction().start(erp.config.database_name, 0) as transaction:
        for vendor in data['vendors']:
            recorded = {
                entry['number']: entry['since'] for entry in [*vendor['accounts'], *vendor.get('phones', [])] if 'since' in entry}
            for record, number in records_of(erp, erp.result['vendors'][vendor['code']]):
                stamp(record, recorded.get(number, data['recordedSince']))
        for order in model(erp, 'purchase.purchase').search([]):
            for record in [order, *order.lines, *order.moves]:
                stamp(record, order.purchase_date.isoformat())
        transaction.commit()


def records_of(erp, party_id):
    """What the master holds of a vendor, each with the account or phone number that it is about, if any"""
    party = model(erp, 'party.party')(party_id)
    yield party, None
    for record in [*party.identifiers, *party.addresses]:
        yield record, None
    for mechanism in party.contact_mechanisms:
        yield mechanism, mechanism.value
    for owner in model(erp, 'bank.account-party.party').search([('owner', '=', party_id)]):
        entry, = owner.account.numbers
        for record in (owner, owner.account, entry):
            yield record, entry.number_compact or entry.number
    for assignment in model(erp, 'countersign.assignment').search([('vendor', '=', party_id)]):
        yield assignment, assignment.account


def stamp(record, day):
    at = dt.datetime.fromisoformat(f'{day}T08:00:00')
    table, cursor = record.__table__(), Transaction().connection.cursor()
    for column in (table.create_date, table.write_date):
        cursor.execute(*table.update([column], [at], where=(table.id == record.id) & (column != None)))  # noqa: E711


def model(erp, name):
    return erp.config.pool.get(name)
