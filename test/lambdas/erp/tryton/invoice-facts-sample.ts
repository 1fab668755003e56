/** An answer of the module's `invoice_facts`, in the shape of its README. */
export const answered = {
  companies: [
    {
      ...{ id: 1, name: 'Meridian France SAS', country: 'FR', currency: 'EUR', vat: 'FR41823456710' },
      identifiers: [{ scheme: '0002', id: '823456710' }],
      matchedBy: ['VAT', '0002'],
    },
  ],
  vendors: [
    {
      ...{ id: 7, code: 'V-1001', name: 'Papeterie Lumière SARL', active: true, country: 'FR', vat: 'FR58512340985' },
      identifiers: [
        { scheme: '0002', id: '512340985' },
        { scheme: null, id: '4711' },
      ],
      matchedBy: ['VAT'],
      accounts: [{ type: 'iban', number: 'FR7630004008280001020487192', active: true, since: '2025-06-01' }],
      phones: [{ id: 41, number: '+33400000001', unchangedSince: '2025-06-01' }],
      ...{ hold: false, oneTime: false, relatedParty: false, legalSettlement: false, group: [8], paymentTermDays: 30 },
      assignments: [
        {
          payee: { id: 20, code: 'F-2001', name: 'Factor', vat: null },
          ...{ account: 'FR7616958000010004581320713', validFrom: '2026-01-01', validTo: null },
        },
      ],
      version: 'v',
    },
  ],
  orders: [
    {
      ...{ id: 3, number: 'PO-2026-0001', company: 1, vendor: 7, vendorCode: 'V-1001', state: 'processing' },
      ...{ currency: 'EUR', date: '2026-10-05', version: 'o' },
      lines: [
        {
          ...{ id: 3, number: '1', description: '' },
          product: { id: 4, code: 'P-PAPER', name: 'A4 paper', gtin: null, supplierCode: 'PL-80A4', type: 'goods' },
          unit: { id: 1, symbol: 'u', code: 'C62' },
          ...{ ordered: '40', received: '40', invoiced: '0', unitPrice: '18.5', taxes: [12] },
          account: { id: 118, code: '6064', name: 'Office' },
        },
        {
          ...{ id: 4, number: '2', description: null },
          product: { id: 5, code: 'S-H', name: 'Hosting', gtin: null, supplierCode: null, type: 'service' },
          unit: { id: 2, symbol: 'h', code: 'HUR' },
          ...{ ordered: '5', received: null, invoiced: '0', unitPrice: '0.85', taxes: [12], account: null },
        },
      ],
    },
  ],
  invoices: [
    {
      ...{ id: 55, number: 'BILL-3', reference: 'PL-2026-1042', kind: 'debit', state: 'paid', company: 1, vendor: 7 },
      ...{ currency: 'EUR', date: '2026-10-21', accountingDate: '2026-10-21' },
      ...{ untaxed: '960.00', tax: '192.00', total: '1152.00', credits: null },
      credited: { untaxed: '0.00', tax: '0.00', total: '0.00' },
      lines: [
        {
          ...{ id: 71, description: 'Toner', product: 'P-TONER', quantity: '15', unitPrice: '64', net: '960.00' },
          ...{ orderLine: 13, account: 118, taxes: [12] },
        },
      ],
    },
    {
      ...{ id: 56, number: null, reference: null, kind: 'debit', state: 'draft', company: 1, vendor: 7 },
      ...{ currency: 'EUR', date: null, accountingDate: null, untaxed: '0.00', tax: '0.00', total: '0.00' },
      ...{ credits: null, credited: { untaxed: '0.00', tax: '0.00', total: '0.00' }, lines: [] },
    },
  ],
  advances: [
    {
      ...{ id: 71, number: 'M-00071', reference: 'PL-AC-31', company: 1, vendor: 7, order: 3, currency: 'EUR' },
      ...{ date: '2026-10-29', amount: '100.00', open: '100.00', version: 'a' },
    },
    {
      ...{ id: 72, number: 'M-00072', reference: null, company: 1, vendor: 7, order: null, currency: 'USD' },
      ...{ date: '2026-10-30', amount: '80.00', open: '80.00', version: 'b' },
    },
  ],
  periods: [
    { id: 12, company: 1, name: '2026-11', start: '2026-11-01', end: '2026-11-30', state: 'open', version: 'p' },
    { id: 11, company: 1, name: '2026-09', start: '2026-09-01', end: '2026-09-30', state: 'closed', version: 'q' },
  ],
  taxes: [
    {
      ...{ id: 12, company: 1, code: 'FR-S20-G', name: 'VAT', rate: '20', categories: ['S'] },
      ...{ scope: 'goods', selfAssessed: false },
    },
  ],
  accounts: [
    { id: 118, company: 1, code: '6064', name: 'Office' },
    { id: 119, company: 1, code: null, name: 'Other' },
  ],
  roles: { defaultExpense: 120, rounding: null, payable: 101 },
  rates: [{ currency: 'USD', date: '2026-11-20', rate: '1.0833' }],
  acts: [
    { duty: 'vendor-master-change', by: 'jmartin', at: '2026-03-01T09:00:00Z', to: 'vendor 7' },
    { duty: 'receipt', by: 'amara', at: null, to: 'order PO-2026-0001' },
  ],
  units: [{ id: 1, symbol: 'u', code: 'C62', category: 'Unit', factor: '1' }],
};
