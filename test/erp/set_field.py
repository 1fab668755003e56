"""What an administrator writes in Tryton. usage: set_field.py DATABASE TRYTOND_CONF MODEL ID FIELD JSON"""
import json
import sys
from decimal import Decimal

from trytond import config

database, conf, model, id_, field, value = sys.argv[1:]
config.update_etc(conf)

from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction  # noqa: E402

Pool.start()
pool = Pool(database)
pool.init()
with Transaction().start(database, 1, context={'company': 1}) as transaction:
    Model = pool.get(model)
    Model.write([Model(int(id_))], {field: json.loads(value, parse_float=Decimal)})
    transaction.commit()
