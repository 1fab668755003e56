# SPDX-License-Identifier: GPL-3.0-or-later
"""Posts a credit to a customer, and reads it back: a credit note against one invoice, or an entry outside VAT. Whatever
is refused leaves nothing behind: the caller's transaction ends."""
from . import credit_entry, credit_note
from .credit_document import read_credit


def post(value):
    credit = read_credit(value)
    posted = {'credit-note': credit_note.post, 'entry': credit_entry.post}[credit.as_](credit)
    return {**posted, 'as': credit.as_, 'case': credit.case, 'incident': credit.incident, 'agent': credit.agent}
