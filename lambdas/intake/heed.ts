import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Answer } from '../../statemachines/kernel/events/intake-answers.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import {
  type LedgerDraft,
  type LedgerEntry,
  STAGE_WRITER,
  type Stage,
} from '../../statemachines/kernel/ledger-entry.ts';
import { somethingStands } from '../erp/steps.ts';
import { effectOf, unsettledPreparation } from '../erp/unsettled.ts';
import { broughtBy, newest } from '../shared/case-log.ts';
import { isInFlight, statusOf } from '../shared/case-status.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps, Received } from './deps.ts';

/** An event about a case that is there already. */
export interface Arrival {
  readonly caseId: string;
  readonly workflow: Pick<Workflow, 'slug' | 'version'>;
  readonly subject: string;
  /** `source/id`: the identity of the event. */
  readonly eventId: string;
  readonly source: string;
  /** The newest version of its contract. */
  readonly type: string;
  /** The older version that it came in. */
  readonly upcastFrom?: string | undefined;
  /** Evidence of its data as they came, where they are of an older version. */
  readonly asItCame?: readonly string[];
  /** As the sender says it: of two events the later one counts, whichever comes first. */
  readonly time: string;
  readonly traceparent?: string | undefined;
  /** Of the document, or of the data where the event brings none. */
  readonly payloadHash: string;
}

/** What the event would do to its case. */
export interface Deed extends Pick<LedgerDraft, 'body' | 'evidence'> {
  readonly stage: 'superseded' | 'withdrawn-by-sender' | 'answered';
  /**
   * What must hold at the very moment of the write, besides what holds for every such event.
   * @throws NotHeeded
   */
  readonly check: (entries: readonly LedgerEntry[]) => void;
}

/** Why an event does nothing to its case. */
export class NotHeeded extends Error {
  override readonly name = 'NotHeeded';
  readonly answer: Extract<Answer, 'conflict' | 'duplicate'>;
  constructor(reason: string, answer: 'conflict' | 'duplicate' = 'conflict') {
    super(reason);
    this.answer = answer;
  }
}

/** Events of one case that are refused and put on record; more are answered alike, and leave nothing: anybody may send them. */
export const MOST_REFUSED = 100;

const ACCEPTED: ReadonlySet<Stage> = new Set(['received', 'superseded', 'withdrawn-by-sender', 'answered']);

/**
 * Records what an event does to its case, or answers that it does nothing, and why, which is on record, too. Either has the same key, so the first is the
 * only one, and the same event again finds it. What is prepared on its way loses the position, or this does.
 * @throws CountersignError LedgerBroken; Transient while something is prepared of which nobody knows the outcome yet, or the
 * effects of the case are under way
 */
export async function heed(arrival: Arrival, deed: Deed, deps: IntakeDeps): Promise<LedgerEntry | Received> {
  const { caseId, workflow, eventId, source, type, upcastFrom, time, subject, traceparent, payloadHash } = arrival;
  const draft = {
    entryKey: `heard/${digestOf([eventId, payloadHash])}`,
    actor: { kind: 'system', id: source } as const,
    workflow: { slug: workflow.slug, version: workflow.version },
  };
  const { quarantine, repairedBy = [] } = deps.readmission ?? {};
  const body = {
    ...{ eventId, source, type, time, subject, payloadHash },
    ...(upcastFrom && { upcastFrom }),
    ...(traceparent && { traceparent }),
    ...(quarantine && { readmission: { quarantine, repairedBy: [...repairedBy] } }),
  };
  const { stage, evidence, check } = deed;
  const entries = await deps.ledger.read(caseId);
  await requireGenuine(deps.mac, entries, entries.filter(isReliedOn));
  const guard = (now: readonly LedgerEntry[]) => {
    requireOwn(now, arrival);
    check(now);
  };
  try {
    const done = { ...draft, stage, body: { ...body, ...deed.body }, evidence };
    return orRefusal(await deps.ledger.append(caseId, done, { guard }));
  } catch (error) {
    if (!(error instanceof NotHeeded)) throw error;
    const { answer, message: reason } = error;
    if (entries.filter((entry) => entry.stage === 'conflict').length >= MOST_REFUSED)
      return { answer, caseId, reasons: [reason] };
    const refused = { ...draft, stage: 'conflict', body: { ...body, answer, reason }, evidence } as const;
    return orRefusal(await deps.ledger.append(caseId, refused));
  }
}

/** What is answered where the entry says that the event does nothing; else the entry. */
function orRefusal(entry: LedgerEntry): LedgerEntry | Received {
  const { stage, caseId, body } = entry;
  if (stage !== 'conflict') return entry;
  const answer = body['answer'] === 'duplicate' ? 'duplicate' : 'conflict';
  return { answer, caseId, reasons: [String(body['reason'])] };
}

const isReliedOn = ({ stage }: LedgerEntry) =>
  ACCEPTED.has(stage) || STAGE_WRITER[stage] === 'gateway' || STAGE_WRITER[stage] === 'exceptions';

/** That the sender may say anything of the case, and has not said something else in the same event. */
function requireOwn(entries: readonly LedgerEntry[], { source, eventId, subject }: Arrival): void {
  if (entries.some(({ stage, body }) => ACCEPTED.has(stage) && body['eventId'] === eventId))
    throw new NotHeeded(`event ${eventId} came before with other content`);
  const owner = newest(entries, 'received')?.body['source'];
  if (owner !== source)
    throw new NotHeeded(`${subject} is of ${String(owner)}: nobody else may replace, withdraw or answer for it`);
}

/**
 * That it is not too late for an event that changes what is posted.
 * @throws NotHeeded; CountersignError Transient while it is being posted
 */
export function requireNotTooLate(entries: readonly LedgerEntry[], { time, subject }: Arrival): void {
  const changes = entries.filter(({ stage }) => ACCEPTED.has(stage) && stage !== 'answered');
  const last = Math.max(...changes.map(({ body }) => Date.parse(String(body['time']))));
  if (Date.parse(time) < last)
    throw new NotHeeded(`it is of ${time}, and an event of ${new Date(last).toISOString()} was accepted before`);
  const status = statusOf(entries);
  if (status === 'reversed')
    throw new NotHeeded(`${subject} was posted and is reversed: send a corrected one under a number of its own`);
  if (status.startsWith('posted'))
    throw new NotHeeded(`${subject} is posted: send a credit note, or ask for its reversal`);
  if (somethingStands(entries)) {
    if (isInFlight(status)) throw beingPosted(subject);
    throw new NotHeeded(`a part of ${subject} is posted: somebody must have it undone in the ERP first`);
  }
  const prepared = unsettledPreparation(entries, () => true);
  if (!prepared) return;
  if (isGivenUp(prepared, entries))
    throw new NotHeeded(`nobody knows whether ${subject} is posted: somebody must find out in the ERP first`);
  throw beingPosted(subject);
}

const beingPosted = (subject: string) =>
  new CountersignError('Transient', `${subject} is being posted: what becomes of it comes first`);

/** Nobody is about to find out what became of it. */
const isGivenUp = (prepared: LedgerEntry, entries: readonly LedgerEntry[]) =>
  !isInFlight(statusOf(entries)) ||
  entries.some((entry) => entry.stage === 'withdrawn' && effectOf(entry) === effectOf(prepared));

/** The document that the case has, by its hash. */
export const documentHash = (entries: readonly LedgerEntry[]) => broughtBy(entries)?.body['payloadHash'];
