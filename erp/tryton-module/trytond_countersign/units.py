# SPDX-License-Identifier: GPL-3.0-or-later
"UN/ECE Recommendation 20 codes of Tryton's units, by symbol."
from trytond.pool import Pool

from .plain import number

CODES = {
    'u': 'C62', 'kg': 'KGM', 'g': 'GRM', 't': 'TNE', 'lb': 'LBR', 'oz': 'ONZ', 's': 'SEC', 'min': 'MIN', 'h': 'HUR', 'd': 'DAY',
    'm': 'MTR', 'km': 'KMT', 'cm': 'CMT', 'mm': 'MMT', 'ft': 'FOT', 'in': 'INH', 'l': 'LTR', 'm³': 'MTQ', 'cm³': 'CMQ',
    'm²': 'MTK', 'cm²': 'CMK', 'ha': 'HAR', 'J': 'JOU', 'kW⋅h': 'KWH', 'MW⋅h': 'MWH',
}


def unit_facts(unit):
    return {'id': unit.id, 'symbol': unit.symbol, 'code': CODES.get(unit.symbol)} if unit else None


def all_units():
    return [
        {**unit_facts(unit), 'category': unit.category.name, 'factor': number(unit.factor)}
        for unit in Pool().get('product.uom').search([]) if unit.symbol in CODES]
