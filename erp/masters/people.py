"""The users who order, receive and keep vendors: employees with a login of their own, without a password in this database."""
from .erp import values

COMPANY = 'MFR'


def make_people(erp):
    for person in values('people')['people']:
        party = erp.get('party.party')(name=person['name'])
        party.save()
        company = erp.get('company.company')(erp.result['companies'][COMPANY])
        employee = erp.get('company.employee')(party=party, company=company)
        employee.save()
        make_user(erp, person, company, employee)


def make_user(erp, person, company, employee):
    user = erp.get('res.user')(name=person['name'], login=person['login'])
    for group in person['groups']:
        user.groups.append(erp.one('res.group', ('name', '=', group)))
    for id_ in erp.result['companies'].values():
        user.companies.append(erp.get('company.company')(id_))
    user.company, user.company_filter = company, 'all'
    user.employees.append(employee)
    user.employee = employee
    user.save()


def who(number):
    """Logins of who requests, approves and receives an order"""
    orders = values('people')['orders']
    return {**orders['*'], **orders.get(number, {})}


def make_phones(erp):
    for vendor in values('vendors')['vendors']:
        for phone in vendor.get('phones', []):
            with erp.acting(phone.get('enteredBy', 'admin')):
                erp.get('party.contact_mechanism')(
                    party=erp.get('party.party')(erp.result['vendors'][vendor['code']]), type='phone',
                    value=phone['number']).save()
