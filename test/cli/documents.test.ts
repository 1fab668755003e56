import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ControlPlane } from '../../cli/control-plane.ts';
import { caseOf, DOCUMENT_TYPES, readCaseOf, workflowOfDocument } from '../../cli/documents.ts';
import { prepareDocument } from '../../cli/submit.ts';
import { identifyInvoice } from '../../statemachines/invoice-processing/identify.ts';
import { parseUbl } from '../../statemachines/invoice-processing/ubl/parse.ts';
import { caseIdOf, sha256 } from '../../statemachines/kernel/ids.ts';

const invoice = readFileSync(new URL('../../samples/invoices/01-clean-match/invoice.xml', import.meta.url));
const type = 'invoice.received.v1';

describe('an event that brings no document', () => {
  it.each(['invoice.withdrawn.v1', 'reversal.requested.v1', 'invoice.posted.v1', 'nothing.known.v1', ''])(
    '%s is refused, naming those that do',
    (other) => {
      expect(() => workflowOfDocument(other)).toThrow(`${other} brings no document; these do: invoice.received.v1`);
    },
  );

  it('no event of ours is among those that people send', () => {
    expect(DOCUMENT_TYPES).toEqual(expect.arrayContaining([type, 'invoice.corrected.v1', 'party.change-requested.v1']));
    expect(DOCUMENT_TYPES).not.toContain('reversal.requested.v1');
  });
});

it('what can’t be read is no case, and says why', () => {
  expect(caseOf(Buffer.from('<note/>'), { type, source: 'shop' })).toBeUndefined();
  expect(() => readCaseOf(Buffer.from('<note/>'), { type, source: 'shop' })).toThrow(
    expect.objectContaining({ name: 'InvalidInput' }),
  );
});

it('a document goes out as the event that is said, under its hash and in its workflow’s folder', async () => {
  const uploaded: string[] = [];
  const plane = { upload: async (key: string) => void uploaded.push(key) } as Partial<ControlPlane> as ControlPlane;
  const { event, caseId } = await prepareDocument(plane, invoice, { source: 'shop', subject: 'a' });
  const key = `invoice-processing/${sha256(invoice)}`;
  expect(uploaded).toEqual([key]);
  expect(event).toMatchObject({ type, source: 'shop', subject: 'a', data: { document: { key } } });
  expect(caseId).toBe(caseIdOf('invoice-processing', identifyInvoice(parseUbl(invoice)).businessKey));
});
