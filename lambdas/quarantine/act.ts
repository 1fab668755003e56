import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { QUARANTINE } from '../../statemachines/kernel/quarantine.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import type { RequestMark } from '../review/request-mark.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { QuarantineDeps } from './deps.ts';
import { type Quarantined, quarantinedOf } from './fold.ts';
import { requireKeeper } from './keeper.ts';
import { QuarantineRefusal } from './refusal.ts';

/** A request about one event in quarantine, of which the person has seen the version with this digest. */
export interface Asked {
  readonly caseId: string;
  readonly digest: string;
  readonly reason: string;
  readonly request: RequestMark;
}

interface Deed {
  readonly stage: 'repaired' | 'readmitted' | 'discarded';
  readonly states: readonly Quarantined['state'][];
  /** Evidence of the entry; of the event as it is unless said otherwise. */
  readonly evidence?: (of: Quarantined, original: unknown) => Promise<string>;
}

/**
 * Appends what a person does about an event, once for each key.
 * @throws QuarantineRefusal; Refusal key-reused; CountersignError LedgerBroken
 */
export async function act(person: Person, asked: Asked, deed: Deed, deps: QuarantineDeps): Promise<LedgerEntry> {
  const { caseId, digest, reason, request } = asked;
  const entryKey = `act/${person.subject}/${request.id}`;
  const entries = await deps.ledger.read(caseId);
  const recorded = entries.find((entry) => entry.entryKey === entryKey);
  if (recorded) return requireSame(recorded, request);
  const names = await requireKeeper(person, deps);
  const of = await genuine(entries, deps);
  const check = (now: Quarantined | undefined) => {
    if (!now) throw new QuarantineRefusal('no-quarantine');
    if (!deed.states.includes(now.state)) throw new QuarantineRefusal('not-waiting', `It is ${now.state}.`);
    if (now.digest !== digest) throw new QuarantineRefusal('event-changed', `It is ${now.digest} now: read it again.`);
  };
  check(of);
  const evidence = (await deed.evidence?.(of, await eventOf(of, of.original, deps))) ?? of.digest;
  const draft = {
    ...{ entryKey, stage: deed.stage, workflow: QUARANTINE, evidence: [evidence] },
    actor: { kind: 'person', id: person.subject } as const,
    body: { digest, reason, names: [...names], request: { ...request } },
  };
  const guard = (now: readonly LedgerEntry[]) => check(quarantinedOf(now));
  return requireSame(await deps.ledger.append(caseId, draft, { guard }), request);
}

/**
 * The event of a case, by entries that verify: all but those that only count it.
 * @throws QuarantineRefusal no-quarantine; CountersignError LedgerBroken
 */
export async function genuine(entries: readonly LedgerEntry[], { mac }: Pick<QuarantineDeps, 'mac'>) {
  const of = quarantinedOf(entries);
  if (!of) throw new QuarantineRefusal('no-quarantine');
  const first = entries.find(({ stage }) => stage === 'quarantined');
  const reliedOn = entries.filter(({ stage, body }) => stage !== 'quarantined' || body['readmission'] !== undefined);
  await requireGenuine(mac, entries, [...(first ? [first] : []), ...reliedOn]);
  return of;
}

/** One version of the event, as the evidence has it. */
export async function eventOf({ caseId }: Quarantined, hash: string, { evidence }: Pick<QuarantineDeps, 'evidence'>) {
  return JSON.parse(Buffer.from(await evidence.get(caseId, hash)).toString('utf8')) as unknown;
}

function requireSame(entry: LedgerEntry, { asked }: RequestMark): LedgerEntry {
  if (Object(entry.body['request'])['asked'] === asked) return entry;
  throw new Refusal('key-reused');
}
