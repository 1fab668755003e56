import { z } from 'zod';
import type { PartyFacts } from '../../../statemachines/master-data/facts.ts';
import { ErpRefused } from '../errors.ts';

const id = z.int().transform(String);
const maybe = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const answer = z.object({
  parties: z.array(
    z.object({
      id,
      code: maybe,
      name: z.string(),
      active: z.boolean(),
      hold: z.boolean(),
      country: maybe,
      taxId: maybe,
      identifiers: z.array(z.object({ scheme: maybe, id: z.string() })),
      accounts: z.array(z.object({ number: z.string(), active: z.boolean(), since: z.string() })),
      phones: z.array(z.object({ id, number: z.string(), unchangedSince: z.string() })),
      roles: z.array(z.string()),
      matchedBy: z.array(z.string()),
      version: z.string(),
    }),
  ),
  acts: z.array(z.object({ duty: z.string(), by: z.string(), at: maybe, to: z.string() })),
});

/**
 * The module's `party_facts` as facts of the workflow, still to be parsed by its schema.
 * @throws ErpRefused if the answer has another shape than agreed
 */
export function partyFactsFrom(read: unknown, readAt: Date = new Date()): unknown {
  const parsed = answer.safeParse(read);
  if (!parsed.success) {
    throw new ErpRefused(
      `party_facts answered ${z.prettifyError(parsed.error)}; bring module and adapter to the same version`,
    );
  }
  const { parties, acts } = parsed.data;
  const facts: Record<keyof PartyFacts, unknown> = {
    schema: 1,
    readAt: readAt.toISOString(),
    parties: parties.map(({ version: _, ...party }) => party),
    acts: acts.map(({ by, ...act }) => ({ ...act, by: `erp:${by}` })),
    versions: parties.map(({ id: party, version }) => ({ kind: 'party', id: party, version })),
  };
  return JSON.parse(JSON.stringify(facts));
}
