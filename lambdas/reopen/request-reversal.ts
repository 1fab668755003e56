import { z } from 'zod';
import type { Act } from '../../statemachines/kernel/authority/duties.ts';
import { type LedgerEntry, STAGE_WRITER, type Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { reversalCaseId, reversalRequest } from '../../statemachines/kernel/reversal.ts';
import { takenBackBy } from '../../statemachines/kernel/taken-back.ts';
import { unsettledPreparation } from '../erp/unsettled.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import { type RequestMark, recordedOf, requireSame } from '../review/request-mark.ts';
import { actsOf } from '../shared/authority/approval.ts';
import { repairsOf } from '../shared/authority/repairs.ts';
import { unchangedStanding } from '../shared/authority/unchanged-standing.ts';
import { broughtBy, newest } from '../shared/case-log.ts';
import { isInFlight, statusOf } from '../shared/case-status.ts';
import { ConditionLost, type Evidence } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { reversibleEffect } from './reversible-effect.ts';
import { capacityOf, type ReopenDeps } from './run.ts';

export interface ReverseDeps extends ReopenDeps {
  readonly evidence: Evidence;
}

export interface AskedReversal {
  readonly caseId: string;
  readonly reason: string;
  readonly request: RequestMark;
}

/**
 * Somebody with a role in the case's company asks that its effect be reversed. One conditional write records all that the ledger
 * knows of it; from there it goes over the bus to Intake, which opens the case of the reversal. Repeated, it says what was
 * recorded; of two people at once one is the first.
 * @throws Refusal with the reason; CountersignError
 */
export async function requestReversal(person: Person, wanted: AskedReversal, deps: ReverseDeps): Promise<LedgerEntry> {
  const entries = await deps.ledger.read(wanted.caseId);
  const recorded = recordedOf(entries, person, wanted.request);
  if (!recorded) return record(person, wanted, entries, deps);
  await requireGenuine(deps.mac, entries, [recorded]);
  return recorded;
}

async function record(
  person: Person,
  { caseId, reason, request }: AskedReversal,
  entries: readonly LedgerEntry[],
  deps: ReverseDeps,
): Promise<LedgerEntry> {
  const brought = broughtBy(entries);
  if (!brought) throw new Refusal('no-case');
  const { slug, version } = brought.workflow;
  const gathered = newest(entries, 'gathered');
  const relied = entries.filter(({ stage, actor }) => RELIED.has(stage) || actor.kind === 'person');
  await requireGenuine(deps.mac, entries, [brought, ...(gathered ? [gathered] : []), ...relied]);
  const company = gathered?.body['company'];
  const standing = await deps.authority.standing(person.subject);
  const of = { slug, company: typeof company === 'string' ? company : undefined, standing };
  const { role, names, onBehalfOf } = await capacityOf(person, of, deps);
  requireStanding(entries);
  const effect = await reversibleEffect(entries, deps);
  await requireNoneUnderWay(entries, deps);
  const serial = requestsOf(entries).length + 1;
  const requestedBy = { subject: person.subject, names: [...new Set([person.subject, ...names])] };
  const acts = [...requestsOf(entries).flatMap(requesting), ...actsOf(entries), ...repairsOf(brought)];
  const asked = reversalRequest.parse({ schema: 1, serial, ...effect, reason, requestedBy, acts });
  const draft = {
    entryKey: `reversal-requested/${serial}`,
    ...{ stage: 'reversal-requested' as const, workflow: { slug, version }, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: {
      ...{ reversal: reversalCaseId(asked), key: asked.reverses.key, reason, role: role.id, names: [...names] },
      ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf } }),
      ...{ asked: z.json().parse(asked), request: { ...request } },
    },
  };
  const guard = (now: readonly LedgerEntry[]) => requireFirst(now, serial);
  try {
    const entry = await deps.ledger.append(caseId, draft, { guard, together: unchangedStanding(standing) });
    if (recordedOf([entry], person, request)) return requireSame(entry, request);
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    throw new Refusal('not-entitled', `${error.write.key} has changed just now: try again.`);
  }
  throw new Refusal('reversal-under-way', 'Somebody else has just asked for it.');
}

const RELIED: ReadonlySet<Stage> = new Set(['reversal-requested', 'reversed', 'reversal-ended', 'answered']);

const requestsOf = (entries: readonly LedgerEntry[]) => entries.filter(({ stage }) => stage === 'reversal-requested');

const asker = z.object({ requestedBy: reversalRequest.shape.requestedBy });

/** Whoever asked before, by all their names: they approve it no more than whoever asks now. */
function requesting({ caseId, at, body }: LedgerEntry): Act[] {
  const to = `the case ${caseId}`;
  return asker.parse(body['asked']).requestedBy.names.map((by) => ({ duty: 'reversal-request', by, at, to }));
}

/** What is on its way, or has stood and does not, is not reversed. */
function requireStanding(entries: readonly LedgerEntry[]): void {
  if (entries.some(({ stage }) => stage === 'reversed')) throw new Refusal('already-reversed');
  const status = statusOf(entries);
  if (!status.startsWith('posted')) throw new Refusal('not-reversible', `It is ${status}.`);
}

function requireFirst(entries: readonly LedgerEntry[], serial: number): void {
  requireStanding(entries);
  if (requestsOf(entries).length >= serial) throw new Refusal('reversal-under-way');
}

/**
 * Asked of the reversals themselves: one that was refused or closed, and has prepared nothing, is out of the way; one that has,
 * holds the effect for good, and if nobody knows what became of that, it can't be reopened either: a person finds out.
 */
async function requireNoneUnderWay(entries: readonly LedgerEntry[], { ledger, mac }: ReverseDeps): Promise<void> {
  for (const { body } of requestsOf(entries)) {
    const reversal = String(body['reversal']);
    const of = await ledger.read(reversal);
    await requireGenuine(
      mac,
      of,
      of.filter(({ stage }) => SAYS_HOW_IT_ENDED.has(stage) || STAGE_WRITER[stage] === 'gateway'),
    );
    const status = statusOf(of);
    if (takenBackBy(of, String(body['key']))) throw new Refusal('already-reversed', `${reversal} is ${status}.`);
    if (!isInFlight(status) && unsettledPreparation(of, () => true))
      throw new Refusal('effect-unknown', `${reversal} may have reversed it: ${LOOK_IT_UP}`);
    if (status !== 'refused') throw new Refusal('reversal-under-way', `${reversal} is ${status}.`);
    if (of.some(({ stage }) => stage === 'prepared'))
      throw new Refusal('reversal-under-way', `${reversal} holds the effect: reopen that one.`);
  }
}

const SAYS_HOW_IT_ENDED: ReadonlySet<Stage> = new Set([
  ...(['received', 'parked', 'refused', 'interrupted', 'reopened', 'reopened-by-person'] as const),
  ...(['exception-resolved', 'exception-taken-back'] as const),
]);
const LOOK_IT_UP = 'look its key up in the ERP, and if it is not there undo it by hand.';
