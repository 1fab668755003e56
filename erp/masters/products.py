"""Products with their accounts per company."""
from decimal import Decimal

from .companies import account
from .erp import values


def make_products(erp):
    make_tonne(erp)
    categories = {}
    for product in values('products')['products']:
        codes = tuple(sorted(product['accounts'].items()))
        if codes not in categories:
            categories[codes] = make_category(erp, product['accounts'])
        erp.result['products'][product['code']] = make_product(erp, product, categories[codes])


def make_tonne(erp):
    kilogram = unit(erp, 'kg')
    erp.get('product.uom')(
        name="Tonne", symbol='t', category=kilogram.category, factor=1000.0, rate=0.001, rounding=0.001, digits=3).save()


def unit(erp, symbol):
    return erp.one('product.uom', ('symbol', '=', symbol))


def make_category(erp, accounts):
    category = erp.get('product.category')(name=f"Bought on {' and '.join(accounts.values())}", accounting=True)
    category.save()
    for key, code in accounts.items():
        with erp.company(key):
            erp.proxy('product.category').write(
                [category.id], {'account_expense': account(erp, key, code).id}, erp.config.context)
    return category


def make_product(erp, product, category):
    template = erp.get('product.template')(
        name=product['name'], type=product['type'], default_uom=unit(erp, product['unit']), purchasable=True,
        account_category=category, list_price=Decimal(product['cost']))
    variant, = template.products
    variant.suffix_code = product['code']
    if product['gtin']:
        variant.identifiers.new(type='ean', code=product['gtin'])
    template.save()
    return erp.one('product.product', ('code', '=', product['code'])).id
