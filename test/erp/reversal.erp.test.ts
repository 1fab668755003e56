import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import type { TrytonClient } from '../../lambdas/erp/tryton/client.ts';
import { cleanInvoice, clientsOf, readPosted } from './clean-invoice.ts';
import { reversalDocument } from './reversal-document.ts';

let erp: RunningErp;
let clients: Record<'reader' | 'invoice' | 'purchase', TrytonClient>;
beforeAll(async () => {
  erp = await startErp({ port: 8170 });
  clients = clientsOf(erp);
}, 400_000);
afterAll(() => erp?.stop());

const run = (client: TrytonClient, method: string, ...args: unknown[]) =>
  client.call('countersign.command', method, ...args);
const post = async (key: string, document: unknown) =>
  readPosted(await run(clients.invoice, 'post_invoice', key, 'd', document));
const reverse = async (key: string, document: unknown, digest = 'd') =>
  readPosted(await run(clients.invoice, 'reverse_invoice', key, digest, document));

describe('a reversal', () => {
  it('credits the whole document, and nothing is payable of either', async () => {
    const posted = await post('whole/post', cleanInvoice(erp, 'PO-2026-0101'));
    const credit = await reverse('whole/reverse', reversalDocument('whole/post', posted));
    expect(credit).toMatchObject({
      ...{ replayed: false, state: 'paid', kind: 'credit', credits: posted.id, amountToPay: '0.00' },
      ...{ untaxed: '-185.00', tax: '-37.00', total: '-222.00', accountingDate: '2026-11-24' },
      move: { balanced: true, date: '2026-11-24' },
    });
    expect(credit.number).toMatch(/^SCN-MFR-2026-\d{5}$/);
    const original = await run(clients.reader, 'read_invoice', posted.id);
    expect(original).toMatchObject({ state: 'paid', amountToPay: '0.00', total: '222.00' });
  });
});
