"""Fills a fresh database with the masters. usage: python -m masters DATABASE TRYTOND_CONF RESULT_JSON"""
import json
import sys
import time
from pathlib import Path

from .advances import make_advances
from .companies import make_companies
from .customers import make_customers
from .dates import set_back
from .erp import Erp
from .history import close_periods, post_history
from .orders import make_orders
from .people import make_people, make_phones
from .procurement import make_procurement
from .products import make_products
from .users import make_users
from .vendors import make_vendors


def main(database, conf, result):
    began = time.monotonic()
    erp = Erp(database, conf)
    for make in (
            make_companies, make_vendors, make_people, make_phones, make_products, make_orders, make_procurement,
            post_history, make_advances, make_customers, close_periods, make_users, set_back):
        make(erp)
        print(f'{time.monotonic() - began:6.1f} s  {make.__name__}', flush=True)
    Path(result).write_text(json.dumps(erp.result, indent=1, ensure_ascii=False) + '\n', encoding='utf-8')


if len(sys.argv) != 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
