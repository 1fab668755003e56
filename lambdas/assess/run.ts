import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import type { LedgerDraft } from '../../statemachines/kernel/ledger-entry.ts';
import { type CaseRef, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import { whileDue } from '../shared/attempts.ts';
import type { Evidence, Ledger, MacPort } from '../shared/ports.ts';
import { type AskInTurnDeps, askInTurn } from './ask-in-turn.ts';
import type { Answer } from './ask-model.ts';
import { toolSchema } from './converse-input.ts';
import { readCase } from './read-case.ts';

export interface AssessDeps extends AskInTurnDeps {
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly mac: MacPort;
  workflowOf(slug: string): Workflow;
}

const MAX_WORDS = 500;
const NOTHING_ELSE = { faults: [], anomalies: [] };

/**
 * Asks the model about the gathered case, once per visit, and records what it said (`assessed`) or why it said
 * nothing usable (`unassessed`): a model that fails never fails the case, which then goes on to a person.
 * Evidence, in this order: the prompt, the register's entries, the whole request, the last reply if one arrived; none if
 * the register did not let it ask.
 * @throws CountersignError Transient or LedgerBroken for the ledger and the evidence; InvalidInput for a case that
 *   has not been gathered; NotAuthorised for an attempt that is not due any more
 */
export async function run(input: TaskInput, deps: AssessDeps): Promise<CaseRef> {
  const { state: _, ...ref } = input;
  const { attempt, visit = 0 } = ref;
  const entryKey = stepKey(input);
  const entries = await deps.ledger.read(input.caseId);
  if (entries.some((entry) => entry.entryKey === entryKey)) return ref;

  const workflow = deps.workflowOf(input.workflow);
  const { document, facts, hashes } = await readCase(input, entries, workflow, deps);
  const { assessment } = workflow;
  const judgeInCase = (answer: unknown) => assessment.judge?.(answer, document, facts) ?? NOTHING_ELSE;
  const subject = assessment.subject(document, facts);
  const asked = await askInTurn({ workflow, caseId: input.caseId, subject, judgeInCase }, deps);
  const origin = { modelId: asked.id, schemaHash: digestOf(toolSchema(workflow.assessment)), ...asked.origin };
  const draft = {
    entryKey,
    actor: { kind: 'model' as const, id: asked.id },
    workflow: { slug: workflow.slug, version: workflow.version },
    evidence: await Promise.all(asked.kept.map((content) => deps.evidence.put(input.caseId, content))),
    ...said(asked.answer, { attempt, visit, asked: asked.answer.attempts, about: hashes }, origin),
  };
  await deps.ledger.append(input.caseId, draft, whileDue(attempt));
  return ref;
}

type Json = LedgerDraft['body'];

function said(answer: Answer, about: Json, origin: Json): Pick<LedgerDraft, 'stage' | 'body'> {
  if ('failure' in answer) {
    const words = answer.message.slice(0, MAX_WORDS);
    return { stage: 'unassessed', body: { ...about, origin, failure: answer.failure, words } };
  }
  const { backend, usage, latencyMs } = answer.reply;
  const assessment = { ...answer.assessment };
  return { stage: 'assessed', body: { ...about, origin: { ...origin, backend, ...usage, latencyMs }, assessment } };
}
