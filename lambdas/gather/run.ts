import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import { type CaseRef, MAX_VISITS, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { adjustedCase } from '../shared/adjusted-case.ts';
import { beginningOf, whileDue } from '../shared/attempts.ts';
import { documentEntry, evidenceOf, sourceOf } from '../shared/case-log.ts';
import type { Clock, Evidence, Ledger, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { invalidInput } from '../shared/task.ts';

export interface FactsReader {
  /** What the systems of record say; `inFlight` are other open cases of the workflow, as their facets. */
  read(kind: string, query: Readonly<Record<string, unknown>>, inFlight: readonly Facets[]): Promise<unknown>;
}

export type Facets = Readonly<Record<string, string>>;

export interface OpenCases {
  /** Facets of the workflow's open cases but this one. */
  facets(workflow: string, except: string): Promise<Facets[]>;
}

export interface GatherDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly ledger: Ledger;
  readonly mac: MacPort;
  readonly evidence: Evidence;
  readonly facts: FactsReader;
  readonly openCases: OpenCases;
  readonly clock: Clock;
}

/**
 * Reads the facts and runs the controls over them; one visit of one attempt leaves one entry.
 * @throws CountersignError NotAuthorised for an attempt that neither intake, the sweep nor a person has begun, or that one of them has ended
 */
export async function gather(input: TaskInput, deps: GatherDeps): Promise<CaseRef> {
  const { state, ...ref } = input;
  const visit = (ref.visit ?? 0) + 1;
  if (visit > MAX_VISITS)
    throw new CountersignError('FactsChanged', `the facts changed ${MAX_VISITS} times while deciding`);
  const next: CaseRef = { schema: 1, caseId: ref.caseId, attempt: ref.attempt, workflow: ref.workflow, visit };
  const entryKey = stepKey({ ...next, state });
  const entries = await deps.ledger.read(ref.caseId);
  if (entries.some((entry) => entry.entryKey === entryKey)) return next;
  const brought = documentEntry(entries);
  await requireGenuine(deps.mac, entries, [brought, beginningOf(ref.attempt, entries)]);
  const workflow = deps.workflowOf(ref.workflow);
  const document = workflow.parse(await deps.evidence.get(ref.caseId, evidenceOf(brought, 0)));
  const inFlight = await deps.openCases.facets(workflow.slug, ref.caseId);
  const read = workflow.factsSchema.safeParse(
    await deps.facts.read(workflow.factsKind, workflow.query(document), inFlight),
  );
  if (!read.success) throw invalidInput(read.error);
  const today = deps.clock.now().toISOString().slice(0, 10);
  const of = { caseId: ref.caseId, document, facts: read.data, source: sourceOf(brought), today };
  const adjusted = await adjustedCase(workflow, of, entries, deps.mac);
  const findings = [...adjusted.findings, ...workflow.controls.flatMap((control) => control.find(adjusted.of))];
  const evidence = [
    await deps.evidence.put(ref.caseId, canonicalJson(read.data)),
    await deps.evidence.put(ref.caseId, canonicalJson(findings)),
  ];
  const company = workflow.companyOf(document, read.data);
  await deps.ledger.append(
    ref.caseId,
    {
      entryKey,
      stage: 'gathered',
      actor: { kind: 'system', id: 'gather' },
      workflow: { slug: workflow.slug, version: workflow.version },
      body: {
        attempt: ref.attempt,
        visit,
        today,
        ...(company !== undefined && { company }),
        facets: { ...workflow.facets(document, read.data) },
        findings: findings.map(({ code, severity, disposition }) => ({
          code,
          severity,
          ...(disposition && { disposition }),
        })),
      },
      evidence,
    },
    whileDue(ref.attempt),
  );
  return next;
}
