import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const expectedOutcome = z.strictObject({
  title: z.string(),
  intake: z.enum(['accepted', 'duplicate', 'conflict', 'quarantined']),
  /** Where the case must stand; `null` where intake opens none. */
  outcome: z.enum(['posted', 'posted-payment-blocked', 'waiting-review', 'parked', 'refused']).nullable(),
  /** Codes that must be among the findings. */
  findings: z.array(z.string()).default([]),
  /** Samples of the same folder that must have come to rest before. */
  after: z.array(z.string()).default([]),
  /** In whose name it is sent. */
  source: z.string().default('sample-sender'),
  /** Of its event. */
  subject: z.string().optional(),
  /** Of the event that brings it, where it is not its folder's. */
  type: z.string().optional(),
});

export interface Sample {
  readonly slug: string;
  /** Of the event that brings it. */
  readonly type: string;
  readonly raw: Buffer;
  readonly expected: z.infer<typeof expectedOutcome>;
}

const SAMPLES = resolve(import.meta.dirname, '..', '..', 'samples');
const OUTCOME = 'expected.json';

/** The folders of samples: what their events are, unless a sample says otherwise. */
const TYPES: Readonly<Record<string, string>> = {
  invoices: 'invoice.received.v1',
  requisitions: 'requisition.submitted.v1',
  credits: 'credit.requested.v1',
};

/** Every sample with the outcome that it must reach, of all folders or of one, in the order of their names. */
export const loadSamples = (only?: string): Sample[] =>
  Object.entries(TYPES)
    .filter(([folder]) => only === undefined || folder === only)
    .flatMap(([folder, type]) => loadFolder(join(SAMPLES, folder), type));

function loadFolder(folder: string, type: string): Sample[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((slug) => {
      const expected = expectedOutcome.parse(JSON.parse(readFileSync(join(folder, slug, OUTCOME), 'utf8')));
      return { slug, type: expected.type ?? type, raw: documentIn(join(folder, slug)), expected };
    });
}

/** The one file of a sample that is its document. */
function documentIn(folder: string): Buffer {
  const [name, ...others] = readdirSync(folder).filter((file) => file !== OUTCOME);
  if (name === undefined || others.length > 0) throw new Error(`${folder}: one document and ${OUTCOME} are wanted`);
  return readFileSync(join(folder, name));
}
