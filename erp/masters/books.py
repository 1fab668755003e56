"""Fiscal years with periods and number sequences."""
import datetime as dt


def make_fiscal_years(erp, key, years):
    company = erp.get('company.company')(erp.result['companies'][key])
    for year in [row['year'] for row in years]:
        fiscal_year = erp.get('account.fiscalyear')(
            name=f'{year} {key}', start_date=dt.date(year, 1, 1), end_date=dt.date(year, 12, 31), company=company)
        fiscal_year.move_sequence = sequence(erp, company, 'Account Move', f'M-{key}-{year}-')
        numbers, = fiscal_year.invoice_sequences
        numbers.out_invoice_sequence = sequence(erp, company, 'Invoice', f'INV-{key}-{year}-')
        numbers.in_invoice_sequence = sequence(erp, company, 'Invoice', f'BILL-{key}-{year}-')
        numbers.out_credit_note_sequence = sequence(erp, company, 'Invoice', f'CN-{key}-{year}-')
        numbers.in_credit_note_sequence = sequence(erp, company, 'Invoice', f'SCN-{key}-{year}-')
        fiscal_year.save()
        fiscal_year.click('create_period')


def sequence(erp, company, type_name, prefix, model='ir.sequence.strict', padding=5):
    record = erp.get(model)(
        name=prefix.strip('-'), sequence_type=erp.one('ir.sequence.type', ('name', '=', type_name)),
        company=company, prefix=prefix, padding=padding)
    record.save()
    return record
