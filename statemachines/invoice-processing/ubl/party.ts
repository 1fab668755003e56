import type { Party } from '../invoice.ts';
import { all, identifier, one, present, text } from './read.ts';
import { isVat } from './vat.ts';
import type { XmlElement } from './xml.ts';

/** BT-90, the creditor identifier that a bank assigned, is written as a party identifier with this scheme. */
const CREDITOR_SCHEME = 'SEPA';

/** Seller (BG-4) or buyer (BG-7) from its `cac:Party`. */
export function readParty(element: XmlElement | undefined): Party {
  const address = one(element, 'cac:PostalAddress');
  return present({
    name: text(element, 'cac:PartyLegalEntity', 'cbc:RegistrationName'),
    ...readIdentifiers(element),
    ...readTaxSchemes(element),
    endpoint: identifier(element, 'cbc:EndpointID'),
    address:
      address &&
      present({
        street: text(address, 'cbc:StreetName'),
        city: text(address, 'cbc:CityName'),
        postcode: text(address, 'cbc:PostalZone'),
      }),
    country: text(address, 'cac:Country', 'cbc:IdentificationCode'),
  });
}

/** Payee (BG-10), named by PartyName (BT-59). */
export function readPayee(element: XmlElement | undefined): Party | undefined {
  return element && present({ name: text(element, 'cac:PartyName', 'cbc:Name'), ...readIdentifiers(element) });
}

/** The VAT identifier of a seller's tax representative (BT-63). */
export function readRepresentativeVatId(element: XmlElement | undefined): string | undefined {
  return readTaxSchemes(element).vatId;
}

function readIdentifiers(element: XmlElement | undefined) {
  return {
    identifiers: all(element, 'cac:PartyIdentification').flatMap((each) => {
      const read = identifier(each, 'cbc:ID');
      return read && read.scheme !== CREDITOR_SCHEME ? [read] : [];
    }),
    legalRegistration: identifier(element, 'cac:PartyLegalEntity', 'cbc:CompanyID'),
  };
}

function readTaxSchemes(element: XmlElement | undefined) {
  const schemes = all(element, 'cac:PartyTaxScheme');
  const vat = schemes.find((each) => isVat(each) && one(each, 'cac:TaxScheme'));
  const other = schemes.find((each) => each !== vat);
  return { vatId: text(vat, 'cbc:CompanyID'), taxRegistration: text(other, 'cbc:CompanyID') };
}
