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
  /** Samples that must have come to rest before. */
  after: z.array(z.string()).default([]),
});

export interface Sample {
  readonly slug: string;
  readonly raw: Buffer;
  readonly expected: z.infer<typeof expectedOutcome>;
}

const FOLDER = resolve(import.meta.dirname, '..', '..', 'samples', 'invoices');

/** Every sample invoice with the outcome that it must reach, in the order of their names. */
export function loadSamples(folder = FOLDER): Sample[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((slug) => ({
      slug,
      raw: readFileSync(join(folder, slug, 'invoice.xml')),
      expected: expectedOutcome.parse(JSON.parse(readFileSync(join(folder, slug, 'expected.json'), 'utf8'))),
    }));
}
