/** One realistic claim, for the documentation: three hours of October without the service. */
export const exampleClaim = {
  ...{ schema: 1, id: 'CLM-2026-0815', company: 'MFR', customer: 'C-2001', agent: 'support:nadia' },
  incident: {
    ...{ id: 'INC-4711', service: 'managed-hosting' },
    ...{ from: '2026-10-03T08:00:00Z', until: '2026-10-03T11:00:00Z' },
  },
  reason: 'service-level',
  claimed: { amount: '120.00', currency: 'EUR' },
  contract: 'SC-2001',
  invoices: [{ number: 'FC-2026-0107' }],
  serviceData: {
    month: '2026-10',
    outages: [{ incident: 'INC-4711', from: '2026-10-03T08:00:00Z', until: '2026-10-03T11:00:00Z' }],
  },
  thread: [
    {
      ...{ id: 'm1', role: 'customer', by: 'Claire Moreau', at: '2026-10-03T08:20:00Z' },
      text: 'Nothing is reachable since ten o’clock. Please call me on +33 6 12 34 56 78.',
    },
    { id: 'm2', role: 'agent', at: '2026-10-03T11:30:00Z', text: 'It is up again; we will see to a credit.' },
  ],
};
