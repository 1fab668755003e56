import { ANY_COMPANY } from '../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import type { Person } from '../review/deps.ts';
import { Refusal } from '../review/refusal.ts';
import { type RequestMark, recordedOf, requireSame } from '../review/request-mark.ts';
import type { Executions } from '../shared/adapters/executions.ts';
import { attemptOf } from '../shared/attempts.ts';
import { type Capacity, capacitiesOf } from '../shared/authority/capacities.ts';
import type { AuthorityPort, Standing } from '../shared/authority/snapshot.ts';
import { unchangedStanding } from '../shared/authority/unchanged-standing.ts';
import { isInFlight, statusOf } from '../shared/case-status.ts';
import { ConditionLost, type Ledger, type MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { endedCase, requireReopenable } from './ended-case.ts';

export interface ReopenDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly authority: AuthorityPort;
  readonly executions: Executions;
}

export interface Reopening {
  readonly caseId: string;
  readonly reason: string;
  /** The attempt whose end the person has seen; whichever it is, without it. */
  readonly attempt?: number | undefined;
  readonly request: RequestMark;
}

/**
 * A person starts the next attempt of a case that was parked, refused or interrupted: from the same document, gathered,
 * assessed and decided anew. One conditional write records it, and only then the execution is started; what is lost
 * between the two the sweep makes good. Repeated, it says what was recorded.
 * @throws Refusal with the reason; CountersignError
 */
export async function reopen(person: Person, wanted: Reopening, deps: ReopenDeps): Promise<LedgerEntry> {
  const entries = await deps.ledger.read(wanted.caseId);
  const recorded = recordedOf(entries, person, wanted.request);
  if (!recorded) return begin(await record(person, wanted, entries, deps), deps);
  await requireGenuine(deps.mac, entries, [recorded]);
  const isDue = attemptOf(entries) === recorded.body['attempt'] && isInFlight(statusOf(entries));
  return isDue ? begin(recorded, deps) : recorded;
}

/** The same name is the same execution, whoever else starts it. */
async function begin(entry: LedgerEntry, { executions }: ReopenDeps): Promise<LedgerEntry> {
  const { caseId, workflow } = entry;
  const attempt = Number(entry.body['attempt']);
  const input: CaseRef = { schema: 1, caseId, attempt, workflow: workflow.slug };
  await executions.start(workflow.slug, `${caseId}-${attempt}`, input);
  return entry;
}

async function record(
  person: Person,
  { caseId, reason, attempt: seen, request }: Reopening,
  entries: readonly LedgerEntry[],
  deps: ReopenDeps,
): Promise<LedgerEntry> {
  const { slug, company } = await endedCase(entries, deps.mac);
  const standing = await deps.authority.standing(person.subject);
  const capacity = await capacityOf(person, { slug, company, standing }, deps);
  requireReopenable(entries, seen);
  const attempt = attemptOf(entries);
  if ((await deps.executions.status(slug, `${caseId}-${attempt}`)) === 'running') throw new Refusal('still-running');
  const { version } = deps.workflowOf(slug);
  const next = attempt + 1;
  const { role, names, onBehalfOf } = capacity;
  const draft = {
    entryKey: `${next}/reopened/${person.subject}/${request.id}`,
    ...{ stage: 'reopened-by-person' as const, workflow: { slug, version }, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: {
      ...{ attempt: next, was: statusOf(entries), reason, role: role.id, names: [...names] },
      ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf } }),
      request: { ...request },
    },
  };
  const guard = (now: readonly LedgerEntry[]) => requireReopenable(now, attempt);
  try {
    return requireSame(
      await deps.ledger.append(caseId, draft, { guard, together: unchangedStanding(standing) }),
      request,
    );
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    throw new Refusal('not-entitled', `${error.write.key} has changed just now: try again.`);
  }
}

/**
 * Any role of people in the case's company will do: reopening decides nothing, and keeps whoever does it from approving.
 * Of a case whose company the facts don't tell, only who holds their role in all companies.
 */
export async function capacityOf(
  person: Person,
  { slug, company = ANY_COMPANY, standing }: { slug: string; company?: string | undefined; standing: Standing },
  deps: Pick<ReopenDeps, 'workflowOf' | 'authority'>,
): Promise<Capacity> {
  const { roles } = deps.workflowOf(slug).authority;
  const authority = await deps.authority.read({ workflow: slug, roles, company, stops: [] });
  const [capacity] = capacitiesOf({ ...person, standing }, authority.roles, company);
  if (capacity) return capacity;
  throw new Refusal('not-entitled', company === ANY_COMPANY ? 'no role in all companies' : 'no role in this company');
}
