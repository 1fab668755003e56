import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import type { Answerer } from '../erp/answer.ts';
import { somethingUndone } from '../erp/steps.ts';
import type { Stopper } from '../intake/ports.ts';
import { reviewOf } from '../review/fold.ts';
import type { OpenReviews } from '../review/open.ts';
import { resume } from '../review/resume.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import type { Executions } from '../shared/adapters/executions.ts';
import { attemptOf, MAX_ATTEMPTS, sweptInARow } from '../shared/attempts.ts';
import { isInFlight, statusOf } from '../shared/case-status.ts';
import type { Clock, Ledger } from '../shared/ports.ts';

export interface SweepDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly executions: Executions & Stopper;
  readonly cases: { inFlight(): Promise<CaseSummary[]> };
  readonly reviews: OpenReviews;
  readonly answerer: Answerer;
  readonly clock: Clock;
}

/** A case younger than this may be between its claim and its start. */
const SETTLING_MS = 30_000;

export interface Swept {
  readonly looked: number;
  readonly interrupted: string[];
  readonly reopened: string[];
  /** Cases that could not be looked at, with the reason: they never keep the sweep from the others. */
  readonly failed: { readonly caseId: string; readonly reason: string }[];
}

/**
 * Finds open cases whose execution has ended without their knowing, records it, and starts the next attempt, unless
 * something of them was undone: what becomes of those a person says. And tells those that wait what people have decided, where the telling was lost.
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const cases = await deps.cases.inFlight();
  const swept: Swept = { looked: cases.length, interrupted: [], reopened: [], failed: [] };
  for (const found of cases) {
    if (deps.clock.now().getTime() - Date.parse(found.updatedAt) < SETTLING_MS) continue;
    await look(found, swept, deps).catch((error: Error) => {
      swept.failed.push({ caseId: found.caseId, reason: `${error.name}: ${error.message}` });
    });
  }
  return swept;
}

async function look(found: CaseSummary, swept: Swept, deps: SweepDeps): Promise<void> {
  const entries = await deps.ledger.read(found.caseId);
  if (!isInFlight(statusOf(entries))) return;
  await stopSuperseded(found, entries, deps);
  const attempt = attemptOf(entries);
  const execution = await deps.executions.status(found.workflow, `${found.caseId}-${attempt}`);
  if (execution === 'absent') return begin(found, attempt, deps);
  if (execution === 'ended') await recover(found, entries, swept, deps);
  const review = reviewOf(entries);
  if (execution === 'running' && review) await resume(found.caseId, review, deps);
}

/** Superseded, and still running: the next attempt is started only after it has ended. */
async function stopSuperseded({ caseId, workflow }: CaseSummary, entries: readonly LedgerEntry[], deps: SweepDeps) {
  for (const { body } of entries.filter(({ stage }) => stage === 'superseded')) {
    const name = `${caseId}-${Number(body['attempt']) - 1}`;
    if ((await deps.executions.status(workflow, name)) !== 'running') continue;
    await deps.executions.stop(workflow, name, 'superseded');
  }
}

/** Recorded, and never started: the same name is the same execution, whoever else starts it. */
function begin({ caseId, workflow }: CaseSummary, attempt: number, deps: SweepDeps): Promise<void> {
  const input: CaseRef = { schema: 1, caseId, attempt, workflow };
  return deps.executions.start(workflow, `${caseId}-${attempt}`, input);
}

async function recover(found: CaseSummary, entries: readonly LedgerEntry[], swept: Swept, deps: SweepDeps) {
  const { caseId } = found;
  const attempt = attemptOf(entries);
  const { slug, version } = deps.workflowOf(found.workflow);
  const common = { actor: { kind: 'system', id: 'sweep' } as const, workflow: { slug, version }, evidence: [] };
  const stillOpen = (now: readonly LedgerEntry[]) => {
    if (attemptOf(now) !== attempt || !isInFlight(statusOf(now))) throw new Overtaken();
  };
  const untouched = (now: readonly LedgerEntry[]) => {
    stillOpen(now);
    if (somethingUndone(now)) throw new Overtaken();
  };
  try {
    await deps.ledger.append(
      caseId,
      { ...common, entryKey: `${attempt}/interrupted`, stage: 'interrupted', body: { attempt } },
      { guard: stillOpen },
    );
    swept.interrupted.push(caseId);
    if (sweptInARow(entries) >= MAX_ATTEMPTS - 1) return;
    const next = attempt + 1;
    await deps.ledger.append(
      caseId,
      { ...common, entryKey: `${next}/reopened`, stage: 'reopened', body: { attempt: next } },
      { guard: untouched },
    );
    await begin(found, next, deps);
    swept.reopened.push(caseId);
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  }
}

/** The case moved on by itself while the sweep looked at it. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
