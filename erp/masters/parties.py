"""One party with its address, identifiers and categories."""

TYPES = {'0002': 'fr_siren', '0009': 'fr_siret', 'ein': 'us_ein'}


def vat_type(vat):
    return 'gb_vat' if vat.startswith('GB') else 'eu_vat'


def make_party(erp, values, code):
    Party = erp.get('party.party')
    party = Party(name=values['name'], code=code)
    address, = party.addresses
    address.street, address.postal_code, address.city = values['street'], values['postalCode'], values['city']
    address.country = erp.one('country.country', ('code', '=', values['country']))
    party.save()
    if values['vat']:
        party.identifiers.new(type=vat_type(values['vat']), code=values['vat'])
    for identifier in values['identifiers']:
        entry = party.identifiers.new(code=identifier['id'])
        entry.type = TYPES.get(identifier['scheme'], f"icd_{identifier['scheme']}")
        if entry.type == 'fr_siret':
            entry.address = party.addresses[0]
    party.save()
    return party
