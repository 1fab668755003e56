# SPDX-License-Identifier: GPL-3.0-or-later
"Service users reach this module's commands and no model beside them; stock Tryton lets every user write parties and sequences."
from trytond.pool import Pool, PoolMeta

OWN = 'countersign.command'
GROUPS = ['group_reading', 'group_posting', 'group_stewarding', 'group_ordering', 'group_crediting']


def only_ours(groups):
    "Are these ids of groups those of a service user?"
    get_id = Pool().get('ir.model.data').get_id
    return bool(groups) and groups <= {get_id('countersign', name) for name in GROUPS}


class ModelAccess(metaclass=PoolMeta):
    __name__ = 'ir.model.access'

    @classmethod
    def get_access(cls, models):
        access = super().get_access(models)
        if not cls._is_service_user():
            return access
        return {model: access[model] if model == OWN else cls._at_most_read(model, access[model]) for model in models}

    @staticmethod
    def _at_most_read(model, access):
        # Tryton itself reads names of models and groups as the user, to word its refusals.
        read = access['read'] and model.startswith(('ir.', 'res.'))
        return {'read': read, 'write': False, 'create': False, 'delete': False}

    @classmethod
    def _is_service_user(cls):
        return only_ours(set(Pool().get('res.user').get_groups()))
