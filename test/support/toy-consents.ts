import { approve, type Decision, reject } from '../../lambdas/review/countersign.ts';
import { reviewOf } from '../../lambdas/review/fold.ts';
import { Refusal } from '../../lambdas/review/refusal.ts';
import type { Consent } from '../../statemachines/kernel/authority/consents.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { toyRun } from './toy-run.ts';
import { toyPerson, toyStanding } from './toy-workflow.ts';

/** Specialists of the toy's register, besides the clerks Ann and Bob and the chief Cleo. */
export const SPECIALISTS = {
  sam: ['security'],
  sia: ['security'],
  lea: ['legal'],
  leo: ['legal'],
  lin: ['legal'],
  pia: ['privacy'],
  dan: ['legal', 'clerk'],
  eve: ['security', 'privacy'],
} as const;

/** In parallel, with a quorum; then another one. */
export const CONSENTS: readonly Consent[] = [
  { role: 'security', people: 1, step: 1 },
  { role: 'legal', people: 2, step: 1 },
  { role: 'privacy', people: 1, step: 2 },
];

const ROLES = ['security', 'legal', 'privacy', 'clerk', 'chief'];

/** The real handlers over memory, with people who consent. */
export function toyConsents(...[tables]: Parameters<typeof toyRun>) {
  const run = toyRun(tables);
  const { people } = run.authority;
  for (const [id, roles] of Object.entries(SPECIALISTS)) {
    const appointments = roles.map((role) => ({ role, companies: ['*'] }));
    people.set(id, toyStanding(id, toyPerson(id, '', { appointments })));
    run.memory.versions.set(`person#${id}`, 1);
  }
  const underReview = async (
    consents: readonly Consent[] = CONSENTS,
    document: object = { number: 'A1', cents: 2_000 },
  ): Promise<CaseRef> => {
    await run.receive({ ...document, consents });
    const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
    if (ref.route !== 'review') throw new Error(`it is not under review: ${ref.route}, ${ref.reason}`);
    await run.open(ref);
    return ref;
  };
  /** Everybody's token claims every role, unless said otherwise. */
  const person = (subject: string, claimed: readonly string[] = ROLES) => ({ subject, claimed });
  const about = ({ caseId, digest = '' }: CaseRef, more: Partial<Decision> = {}): Decision => ({
    ...{ caseId, digest },
    ...more,
  });
  const ok = (ref: CaseRef, subject: string, claimed?: readonly string[]) =>
    approve(person(subject, claimed), about(ref, { comment: 'fine' }), run.deciding);
  const no = (ref: CaseRef, subject: string) => reject(person(subject), about(ref, { comment: 'no' }), run.deciding);
  /** What became of it in a word: the action, or the kind of the refusal. */
  const tried = async (ref: CaseRef, subject: string, claimed?: readonly string[]): Promise<string> => {
    try {
      return String((await ok(ref, subject, claimed)).entry.body['action']);
    } catch (error) {
      if (error instanceof Refusal) return error.kind;
      throw error;
    }
  };
  const all = async (ref: CaseRef, ...subjects: readonly string[]) => {
    for (const subject of subjects) await ok(ref, subject);
  };
  const entries = (ref: CaseRef) => run.deciding.ledger.read(ref.caseId);
  const review = async (ref: CaseRef) => {
    const found = reviewOf(await entries(ref));
    if (!found) throw new Error('there is no review');
    return found;
  };
  return { run, underReview, person, about, ok, no, tried, all, entries, review };
}
