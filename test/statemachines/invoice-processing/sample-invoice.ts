import { type Invoice, invoice } from '../../../statemachines/invoice-processing/invoice.ts';

/** A clean invoice against an order, canonical; `changes` replace whole fields. */
export function sampleInvoice(changes: Record<string, unknown> = {}): Invoice {
  return invoice.parse({
    kind: 'invoice',
    typeCode: '380',
    number: 'FA-2026-0042',
    issueDate: '2026-11-20',
    dueDate: '2026-12-20',
    deliveryDate: '2026-11-18',
    currency: 'EUR',
    buyerReference: 'z. Hd. Erika Mustermann',
    order: 'PO-1001',
    preceding: [],
    paymentTerms: '30 days net',
    notes: ['Thank you for your order.'],
    seller: {
      name: 'Acme Schrauben GmbH',
      identifiers: [{ scheme: '0088', id: '4000001000005' }],
      vatId: 'DE123456789',
      endpoint: { scheme: 'EM', id: 'erika.mustermann@acme.example' },
      country: 'DE',
    },
    buyer: { name: 'Buyer SE', identifiers: [], vatId: 'DE987654321', country: 'DE' },
    payment: [{ meansCode: '58', account: 'DE89 3704 0044 0532 0130 00', accountName: 'Erika Mustermann' }],
    allowancesCharges: [],
    totals: { lines: '150', taxExclusive: '150', tax: '28.5', taxInclusive: '178.5', payable: '178.5' },
    vat: [{ category: 'S', rate: '19', taxable: '150', tax: '28.5' }],
    lines: [
      line({ id: '1', net: '100', quantity: '100', price: '1', name: 'Steel screws M6', orderLine: '1' }),
      line({ id: '2', net: '50', quantity: '10', price: '5', name: 'Washer box', orderLine: '2' }),
    ],
    attachments: [],
    ...changes,
  });
}

export function line(of: Record<string, unknown>) {
  return { unit: 'C62', priceBase: '1', vat: { category: 'S', rate: '19' }, allowancesCharges: [], ...of };
}
