"""Access to a Tryton database in this process, and what was made so far."""
import json
from contextlib import contextmanager
from pathlib import Path

from proteus import Model
from proteus import config as proteus_config

VALUES = Path(__file__).parent / 'values'


def values(name):
    return json.loads((VALUES / f'{name}.json').read_text(encoding='utf-8'))


class Erp:
    def __init__(self, database, conf):
        self.config = proteus_config.set_trytond(database, user='admin', config_file=conf)
        for item in Model.get('ir.module.config_wizard.item').find([('state', '!=', 'done')]):
            item.state = 'done'
            item.save()
        #: Ids by business key, written to masters.json.
        self.result = {
            'companies': {}, 'currencies': {}, 'vendors': {}, 'products': {}, 'taxes': {}, 'accounts': {},
            'orders': {}, 'invoices': {}, 'advances': {}, 'costCentres': {}, 'budgets': {}, 'users': {},
            'customers': {}, 'contracts': {}, 'customerInvoices': {}}

    def get(self, model):
        return Model.get(model)

    def one(self, model, *domain):
        found = self.get(model).find(list(domain))
        if len(found) != 1:
            raise LookupError(f'{model} {domain}: expected one record, found {len(found)}')
        return found[0]

    def proxy(self, model):
        return self.config.get_proxy(model)

    @contextmanager
    def company(self, key):
        id_ = self.result['companies'][key]
        with self.config.set_context(company=id_):
            yield id_

    @contextmanager
    def acting(self, login):
        "What is done meanwhile counts as done by this user, who needs the right to it"
        before, self.config.user = self.config.user, self.one('res.user', ('login', '=', login)).id
        try:
            yield
        finally:
            self.config.user = before

    def reload_context(self):
        self.config._context = self.get('res.user').get_preferences(True, {})
