"""One service user per kind of command. Passwords are set when the template is copied (passwords.py)."""

USERS = {
    'reader': ('svc_reader', ['Countersign Reading']),
    'invoice': ('svc_invoice', ['Countersign Posting']),
    'steward': ('svc_steward', ['Countersign Stewarding']),
    'buyer': ('svc_buyer', ['Countersign Ordering']),
    'credit': ('svc_credit', ['Countersign Crediting']),
    'purchase': ('svc_purchase', ['Purchase']),
}


def make_users(erp):
    for role, (login, groups) in USERS.items():
        user = erp.get('res.user')(name=login, login=login)
        for group in groups:
            user.groups.append(erp.one('res.group', ('name', '=', group)))
        for company in erp.result['companies'].values():
            user.companies.append(erp.get('company.company')(company))
        user.company = user.companies[0]
        user.save()
        erp.result['users'][role] = login
