import { z } from 'zod';
import { type LedgerEntry, STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { type Step, step, undoKey } from '../../statemachines/kernel/steps.ts';
import { isAnew } from '../shared/attempts.ts';
import { SETTLED } from './answer.ts';
import { effectOf, unsettledPreparation } from './unsettled.ts';

/** How one effect of a case stands. */
export const stepState = z.enum([
  'not-started',
  'prepared',
  'confirmed',
  /** The ERP has it, and not as it was decided: nothing comes after it, and only a person undoes it. */
  'confirmed-deviating',
  /** It did not happen, and will not under this decision. */
  'rejected',
  /** Nobody knows whether the ERP has it. */
  'unknown',
  'compensating',
  'compensated',
  'compensation-failed',
]);
export type StepState = z.infer<typeof stepState>;

/** What is where: one effect of a case, for people. */
export type StandingEffect = {
  readonly command: string;
  readonly state: StepState;
  /** Number of its document in the ERP. */
  readonly document?: string;
  /** Number of the document that undoes it. */
  readonly undoneBy?: string;
  readonly reason?: string;
};

/** When it was decided: what failed before then does not count. */
export interface At {
  readonly attempt: number;
  readonly visit: number;
}

const MOST_WORDS = 200;

/** How every effect of a decision stands, in its order, from the entries of the case alone. */
export function effectsOf(entries: readonly LedgerEntry[], steps: readonly Step[], at: At): StandingEffect[] {
  return steps.map((of) => ({ command: of.command, ...stateOf(entries, of, at) }));
}

/** The steps of a decision of several commands; none of any other entry. */
export function decidedSteps({ stage, body }: LedgerEntry): readonly Step[] | undefined {
  return stage === 'decided' ? z.array(step).safeParse(body['commands']).data : undefined;
}

/** What the newest decision of several commands has come to; none where there is no such decision. */
export function standingOf(entries: readonly LedgerEntry[]): StandingEffect[] {
  const decided = entries.findLast((entry) => decidedSteps(entry) !== undefined);
  if (!decided) return [];
  const { attempt, visit } = decided.body;
  return effectsOf(entries, decidedSteps(decided) ?? [], { attempt: Number(attempt), visit: Number(visit) });
}

/** The states in which the ERP has a document that counts. */
const STANDING: ReadonlySet<StepState> = new Set([
  ...(['confirmed', 'confirmed-deviating', 'compensating', 'compensation-failed'] as const),
]);

/** Whether of a decision of several commands something is in the ERP and not undone. */
export const somethingStands = (entries: readonly LedgerEntry[]): boolean =>
  standingOf(entries).some(({ state }) => STANDING.has(state));

/** Whether something of several effects stands that was decided otherwise: what is decided now would be posted besides. */
export function standsOtherwise(entries: readonly LedgerEntry[], digest: string): boolean {
  const decided = entries.findLast((entry) => decidedSteps(entry) !== undefined);
  return decided?.body['digest'] !== digest && somethingStands(entries);
}

/** How often all that stood of the case was undone again. */
export function timesUndone(entries: readonly LedgerEntry[]): number {
  const standing = new Set<unknown>();
  let times = 0;
  for (const entry of entries) {
    if (entry.stage !== 'confirmed') continue;
    const { undoes: of, idempotencyKey } = entry.body;
    const undone = undoneKey.safeParse(of).data?.key;
    if (undone === undefined) standing.add(idempotencyKey);
    else if (isUndone(entries, undone) && standing.delete(undone) && standing.size === 0) times += 1;
  }
  return times;
}

/** Whether all that stood was undone, and neither a person nor its sender has begun the case anew since. */
export function isUndoneUnasked(entries: readonly LedgerEntry[]): boolean {
  const last = entries.findLastIndex(undoes);
  return timesUndone(entries) > 0 && !entries.slice(last).some(({ stage }) => isAnew(stage));
}

const undoneKey = z.object({ key: z.string() });

/** Whether something of the case was posted and undone again. */
export const somethingUndone = (entries: readonly LedgerEntry[]): boolean => entries.some(undoes);

/** Whether an entry says that the ERP has the document that undoes another one. */
export const undoes = ({ stage, body }: LedgerEntry): boolean => stage === 'confirmed' && body['undoes'] !== undefined;

/** The entry that says that the ERP has the document of this key. */
export const confirmedOf = (entries: readonly LedgerEntry[], key: unknown): LedgerEntry | undefined =>
  entries.find(({ stage, body }) => stage === 'confirmed' && body['idempotencyKey'] === key);

/** Whether the document of this key was undone, exactly: a counter-document that deviates undoes nothing. */
export function isUndone(entries: readonly LedgerEntry[], key: unknown): boolean {
  const undone = confirmedOf(entries, undoKey(String(key)));
  return undone !== undefined && differences(undone).length === 0;
}

/** Whether with this confirmation everything is done that was decided: the last of several, or the only one. */
export function isWhole(confirmed: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  if (undoes(confirmed)) return false;
  const { digest } = confirmed.body;
  const decided = entries.findLast((entry) => entry.body['digest'] === digest && decidedSteps(entry) !== undefined);
  const until = entries.filter(({ seq }) => seq <= confirmed.seq);
  return (decided ? (decidedSteps(decided) ?? []) : []).every(
    ({ key }) => confirmedOf(until, key) !== undefined && !isUndone(until, key),
  );
}

type Told = { readonly [Name in keyof StandingEffect]: StandingEffect[Name] | undefined };

/** In one line what is where, for a person. */
export function inWords(effects: readonly Told[]): string {
  return effects
    .map(({ command, state, document, undoneBy, reason }) => {
      const by = undoneBy === undefined ? '' : ` by ${undoneBy}`;
      const why = reason === undefined ? '' : ` (${reason})`;
      return `${[command, document, state].filter(Boolean).join(' ')}${by}${why}`;
    })
    .join('; ');
}

type Standing = Omit<StandingEffect, 'command'>;

function stateOf(entries: readonly LedgerEntry[], { command, key, undo }: Step, { attempt, visit }: At): Standing {
  const posted = confirmedOf(entries, key);
  if (posted) return { document: numberOf(posted), ...undoingOf(entries, posted, { key, undo }, attempt) };
  const open = unsettledPreparation(entries, ({ body }) => body['idempotencyKey'] === key);
  if (open) {
    const left = entries.find((entry) => entry.stage === 'withdrawn' && effectOf(entry) === effectOf(open));
    return left ? { state: 'unknown', reason: reasonOf(left) } : { state: 'prepared' };
  }
  const failed = entries.findLast(
    ({ stage, body }) =>
      SETTLED.has(stage) && body['command'] === command && body['attempt'] === attempt && body['visit'] === visit,
  );
  return failed ? { state: 'rejected', reason: reasonOf(failed) } : { state: 'not-started' };
}

type Undo = { readonly key: string; readonly undo: string | undefined };

function undoingOf(
  entries: readonly LedgerEntry[],
  posted: LedgerEntry,
  { key, undo }: Undo,
  attempt: number,
): Standing {
  const undone = confirmedOf(entries, undoKey(key));
  if (undone) {
    const by = { undoneBy: numberOf(undone) };
    const differing = differencesIn(undone);
    return differing ? { state: 'compensation-failed', ...by, reason: differing } : { state: 'compensated', ...by };
  }
  const deviating = differencesIn(posted);
  if (deviating) return { state: 'confirmed-deviating', reason: deviating };
  const last = entries.findLast(
    ({ stage, body, seq }) =>
      undo !== undefined && seq > posted.seq && STAGE_WRITER[stage] === 'gateway' && body['command'] === undo,
  );
  if (!last || wasNotBegun(last, entries, undoKey(key), attempt)) return { state: 'confirmed' };
  return SETTLED.has(last.stage) ? { state: 'compensation-failed', reason: reasonOf(last) } : { state: 'compensating' };
}

/** An undo that an earlier attempt was not permitted, and of which the ERP has nothing. */
function wasNotBegun({ stage, body }: LedgerEntry, entries: readonly LedgerEntry[], key: string, attempt: number) {
  if (stage !== 'not-authorised' || !(Number(body['attempt']) < attempt)) return false;
  return !unsettledPreparation(entries, ({ body: { idempotencyKey } }) => idempotencyKey === key);
}

const reasonOf = ({ stage, body }: LedgerEntry) => String(body['reason'] ?? stage).slice(0, MOST_WORDS);

const differencesIn = (entry: LedgerEntry) => differences(entry).join('; ').slice(0, MOST_WORDS);

function differences({ body }: LedgerEntry): readonly unknown[] {
  return Array.isArray(body['deviations']) ? body['deviations'] : [];
}

const named = z.object({ number: z.string() });
const numberOf = ({ body }: LedgerEntry) =>
  named.safeParse(body['document'] ?? body['record'] ?? body['order']).data?.number.slice(0, MOST_WORDS) ?? '';
