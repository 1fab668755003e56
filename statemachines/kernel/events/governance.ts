import { z } from 'zod';
import { CHANGE_PEOPLE, type ChangeKind, change } from '../authority/change.ts';
import { stopKey, stopScope } from '../authority/stop.ts';
import { caseId, sha256Hex } from '../ids.ts';
import type { LedgerEntry, Stage } from '../ledger-entry.ts';
import type { EventContract } from './event-contract.ts';

const governed = z.strictObject({
  caseId: caseId.describe('All changes of one item are one case.'),
  key: z.string().describe('The item: a stop switch, a level of autonomy, a model, a prompt.'),
  kind: z.enum(Object.keys(CHANGE_PEOPLE) as [ChangeKind, ...ChangeKind[]]).optional(),
  digest: sha256Hex.optional().describe('Of the exact change, which a second person confirms.'),
  people: z.array(z.string()).describe('Who proposed or made it.'),
  reason: z.string().optional(),
  finding: z.string().optional().describe('Of the review of an emergency: `in-order` or `follow-up`.'),
});
type Governed = z.infer<typeof governed>;

const toldAs = (type: string, says: string): EventContract<Governed> => ({
  type,
  says,
  schema: governed,
  example: {
    caseId: 'governance-6f5d0c8e4b7a49d2a1c3e5f708192a3b',
    ...{ key: 'stop#all', kind: 'stop', people: ['person-ines'], reason: 'postings that nobody can explain' },
    digest: '3f0c9d0b6c8d4c7e9a51b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f607',
  },
});

/** What everybody may hear of the rules that everybody works under. */
export const governanceEvents = {
  'change-proposed': toldAs('governance.change-proposed.v1', 'A change of authority data waits for a second person.'),
  'change-made': toldAs('governance.changed.v1', 'Authority data has changed, and counts from now on.'),
  'stop-confirmed': toldAs('governance.stopped.v1', 'A stop is confirmed: nothing in its scope is posted from now on.'),
  'glass-review-opened': toldAs(
    'governance.emergency-over.v1',
    'An emergency in which a stop was lifted is over; somebody must look at what was done meanwhile.',
  ),
  'glass-review-ended': toldAs(
    'governance.emergency-reviewed.v1',
    'Somebody has looked at what was done in an emergency, and says what they found.',
  ),
} as const satisfies Partial<Record<Stage, EventContract<Governed>>>;

/** What an entry of a governance case is told as; none for others. */
export function governanceEventOf({ stage, caseId: id, actor, body }: LedgerEntry) {
  if (!(stage in governanceEvents)) return undefined;
  const contract = governanceEvents[stage as keyof typeof governanceEvents];
  const made = change.safeParse(body['change']).data;
  const { people: makers = body['by'], reason = made?.reason } = body;
  const people = Array.isArray(makers) ? makers.map(String) : actor.kind === 'person' ? [actor.id] : [];
  const key = made?.key ?? stopKey(stopScope.parse({ kind: body['kind'], id: body['id'] }));
  const data = {
    ...{ caseId: id, key, people },
    ...(made && { kind: made.kind }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof body['finding'] === 'string' && { finding: body['finding'] }),
    ...(typeof body['digest'] === 'string' && { digest: body['digest'] }),
  };
  return { contract, data };
}
