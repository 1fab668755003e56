# SPDX-License-Identifier: GPL-3.0-or-later
"What version tokens are taken over of a customer invoice and of a service contract."
from .credited import uncredited
from .plain import iso, number
from .reading import amounts
from .reversible import credited_by, is_in_payment


def customer_document_content(invoice):
    return {
        'company': invoice.company.id, 'customer': invoice.party.code, 'number': invoice.number, 'state': invoice.state,
        'date': iso(invoice.tax_date), 'currency': invoice.currency.code,
        'amounts': [number(part) for part in amounts(invoice)], 'open': number(invoice.amount_to_pay),
        'inPayment': is_in_payment(invoice), 'creditedBy': [credit.id for credit in credited_by(invoice)],
        'left': [[line.id, *(number(part) for part in uncredited(line))] for line in invoice.line_lines],
    }


def contract_content(contract):
    return {
        'id': contract.id, 'code': contract.code, 'customer': contract.customer.id, 'service': contract.service,
        'monthlyFee': number(contract.monthly_fee), 'currency': contract.currency.code,
        'validFrom': iso(contract.valid_from), 'validTo': iso(contract.valid_to), 'cap': number(contract.cap),
        'terms': [
            {'below': number(term.below), 'credit': number(term.credit)}
            for term in sorted(contract.terms, key=lambda term: term.below, reverse=True)],
    }
