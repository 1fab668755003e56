import { describe, expect, it } from 'vitest';
import { company } from '../../../../statemachines/invoice-processing/controls/company.ts';
import { vendor } from '../../../../statemachines/invoice-processing/controls/vendor.ts';
import { proposeInvoice } from '../../../../statemachines/invoice-processing/proposal.ts';
import { allCodes, cleanFacts, cleanInvoice, codesOf, invoiceCase, vendor as known } from '../fixtures.ts';

const { seller, buyer } = cleanInvoice();
const [ours] = cleanFacts().companies;
const other = { ...known, id: '8', name: 'Papeterie Soleil', vatId: 'FR99000000000', identifiers: [] };

describe('company', () => {
  it('rejects a buyer who is none of our companies', () => {
    const of = invoiceCase({ facts: { companies: [] } });
    expect(company.find(of)).toMatchObject([{ code: 'COMPANY-UNKNOWN', disposition: 'reject' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('does not take an electronic address for an identity', () => {
    const { vatId: _, legalRegistration: __, ...bare } = buyer;
    const endpoint = { scheme: '0002', id: '823456710' };
    expect(codesOf(company, invoiceCase({ document: { buyer: { ...bare, endpoint } } }))).toEqual(['COMPANY-UNKNOWN']);
  });

  it('parks identifiers that point at two of our companies', () => {
    const second = { ...ours, id: '2', vatId: 'FR00000000001', identifiers: [{ scheme: '0088', id: '42' }] };
    const mixed = { ...buyer, identifiers: [{ scheme: '0088', id: '42' }] };
    const of = invoiceCase({ document: { buyer: mixed }, facts: { companies: [ours, second] } });
    expect(company.find(of)).toMatchObject([{ code: 'COMPANY-AMBIGUOUS', disposition: 'park' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('only tells of a further identifier that is not on record', () => {
    const document = { buyer: { ...buyer, identifiers: [{ scheme: '0088', id: '1' }] } };
    expect(company.find(invoiceCase({ document }))).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('vendor', () => {
  it('T14: parks an unknown vendor, and creates nobody', () => {
    const of = invoiceCase({ facts: { vendors: [] } });
    expect(vendor.find(of)).toMatchObject([{ code: 'VENDOR-UNKNOWN', disposition: 'park' }]);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it.each([
    ['an endpoint alone', { endpoint: { scheme: '0002', id: '512340985' } }],
    ['a name alone', {}],
    ['an identifier without scheme', { identifiers: [{ id: '512340985' }] }],
  ])('sends %s to a person', (_, rest) => {
    const document = { seller: { name: seller.name, identifiers: [], ...rest } };
    expect(vendor.find(invoiceCase({ document }))).toMatchObject([
      { code: 'VENDOR-UNIDENTIFIED', disposition: 'park' },
    ]);
  });

  it('parks identifiers that point at two vendors, whichever is the stronger', () => {
    const second = { ...other, identifiers: [{ scheme: '0088', id: '3020412340099' }] };
    const document = { seller: { ...seller, identifiers: [{ scheme: '0088', id: '3020412340099' }] } };
    const of = invoiceCase({ document, facts: { vendors: [known, second] } });
    expect(codesOf(vendor, of)).toEqual(['VENDOR-AMBIGUOUS']);
    expect(proposeInvoice(of, [])).toBeUndefined();
  });

  it('parks a VAT number that two vendors have', () => {
    const of = invoiceCase({ facts: { vendors: [known, { ...other, vatId: known['vatId'] }] } });
    expect(codesOf(vendor, of)).toEqual(['VENDOR-AMBIGUOUS']);
  });

  it('reviews a vendor recognised by registration under another VAT number', () => {
    const document = { seller: { ...seller, vatId: 'FR11999999999' } };
    expect(vendor.find(invoiceCase({ document }))).toMatchObject([
      { code: 'VENDOR-VAT-DIFFERS', disposition: 'review' },
    ]);
  });

  it('does not accept a registration of the same digits in another scheme', () => {
    const document = { seller: { name: 'x', identifiers: [], legalRegistration: { scheme: '0106', id: '512340985' } } };
    expect(codesOf(vendor, invoiceCase({ document }))).toEqual(['VENDOR-UNKNOWN']);
  });

  it.each([
    [{ hold: true }, 'VENDOR-ON-HOLD', 'review'],
    [{ oneTime: true }, 'VENDOR-ONE-TIME', 'review'],
    [{ active: false }, 'VENDOR-INACTIVE', 'park'],
  ])('stops %o', (change, code, disposition) => {
    expect(vendor.find(invoiceCase({ vendor: change }))).toMatchObject([{ code, disposition }]);
  });

  it('recognises identifiers however they are written, and VAT numbers under their participant scheme', () => {
    const written = { ...seller, vatId: 'fr 58.512-340 985', legalRegistration: { id: '512 340 985' } };
    expect(codesOf(vendor, invoiceCase({ document: { seller: written } }))).toEqual([]);
    const byScheme = { name: 'x', identifiers: [{ scheme: '9957', id: 'FR58512340985' }] };
    expect(codesOf(vendor, invoiceCase({ document: { seller: byScheme } }))).toEqual([]);
  });

  it('finds nothing in the clean case, nor does any other control', () => {
    expect(allCodes(invoiceCase())).toEqual([]);
  });
});
