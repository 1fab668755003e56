import { type LedgerEntry, STAGE_WRITER, type Writer } from '../../statemachines/kernel/ledger-entry.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import { type RequestMark, recordedOf, requireSame } from '../review/request-mark.ts';
import { attemptOf } from '../shared/attempts.ts';
import { unchangedStanding } from '../shared/authority/unchanged-standing.ts';
import { newest } from '../shared/case-log.ts';
import { ConditionLost, type Guard } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { ExceptionsDeps } from './deps.ts';
import { type Handling, handlingsOf } from './handling.ts';

/** A request about one case, sent under a key. */
export interface About {
  readonly caseId: string;
  readonly request: RequestMark;
}

/** What a person wants to say, once it is known that they may say something of the case. */
export interface Deed {
  readonly stage: 'exception-assigned' | 'exception-resolved' | 'exception-taken-back';
  readonly by: Handling;
  readonly body: LedgerEntry['body'];
  /** Runs again just before the write: of two at once, the second is refused. */
  readonly check: Guard;
}

/**
 * Appends what a person says about an exception, once for each key, while they are who they were when it was checked.
 * @throws Refusal, ExceptionRefusal; CountersignError LedgerBroken
 */
export async function act(
  person: Person,
  { caseId, request }: About,
  deed: (entries: readonly LedgerEntry[], handlings: readonly Handling[]) => Promise<Deed>,
  deps: ExceptionsDeps,
): Promise<LedgerEntry> {
  const entries = await deps.ledger.read(caseId);
  const recorded = recordedOf(entries, person, request);
  if (recorded) {
    await requireGenuine(deps.mac, entries, [recorded]);
    return recorded;
  }
  const { handlings, standing } = await handled(person, entries, deps);
  await requireGenuine(deps.mac, entries, reliedOn(entries));
  const { stage, by, body, check } = await deed(entries, handlings);
  check(entries);
  const [{ workflow } = { workflow: { slug: '', version: '' } }] = entries;
  const { role, names, onBehalfOf } = by;
  const draft = {
    ...{ entryKey: `exception/${person.subject}/${request.id}`, stage, workflow, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: {
      ...{ attempt: attemptOf(entries), ...body, role, names: [...names] },
      ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf } }),
      request: { ...request },
    },
  };
  try {
    const together = unchangedStanding(standing);
    return requireSame(await deps.ledger.append(caseId, draft, { guard: check, together }), request);
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    throw new Refusal('not-entitled', `${error.write.key} has changed just now: try again.`);
  }
}

/**
 * In which roles this person handles exceptions of this case.
 * @throws Refusal no-case, not-entitled
 */
export async function handled(person: Person, entries: readonly LedgerEntry[], deps: ExceptionsDeps) {
  const [first] = entries;
  if (!first) throw new Refusal('no-case');
  const standing = await deps.authority.standing(person.subject);
  const company = newest(entries, 'gathered')?.body['company'];
  const whose = { slug: first.workflow.slug, company: typeof company === 'string' ? company : undefined };
  const handlings = await handlingsOf({ ...person, standing }, whose, deps);
  if (handlings.length === 0) throw new Refusal('not-entitled', 'no role for exceptions of this company');
  return { handlings, standing };
}

const WRITERS: ReadonlySet<Writer> = new Set<Writer>([
  ...([
    'conclude',
    'gateway',
    'sweep',
    'countersign',
    'reopen',
    'exceptions',
    'quarantine',
    'order',
    'reconcile',
  ] as const),
]);

/** What says whose the case is, how it stands, and who did what with it. */
function reliedOn(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const gathered = newest(entries, 'gathered');
  return entries.filter(
    (entry, index) => index === 0 || entry === gathered || entry.stage === 'admitted' || isRelied(entry),
  );
}

const isRelied = ({ stage, body }: LedgerEntry) =>
  WRITERS.has(STAGE_WRITER[stage]) || (stage === 'quarantined' && body['readmission'] !== undefined);
