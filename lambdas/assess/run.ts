import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { canonicalJson, digestOf, sha256 } from '../../statemachines/kernel/ids.ts';
import type { LedgerDraft } from '../../statemachines/kernel/ledger-entry.ts';
import { type CaseRef, stepKey, type TaskInput } from '../../statemachines/kernel/task-input.ts';
import type { Evidence, Ledger, MacPort } from '../shared/ports.ts';
import { type Answer, type AskDeps, type AskLimits, askModel } from './ask-model.ts';
import { converseInput, toolSchema } from './converse-input.ts';
import { readCase } from './read-case.ts';

export interface AssessDeps extends AskDeps {
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly mac: MacPort;
  readonly modelId: string;
  workflowOf(slug: string): Workflow;
  /** The text of a workflow's prompt file, by slug. */
  promptOf(slug: string): string;
  readonly limits?: AskLimits;
}

const MAX_WORDS = 500;

/**
 * Asks the model about the gathered case, once per visit, and records what it said (`assessed`) or why it said
 * nothing usable (`unassessed`): a model that fails never fails the case, which then goes on to a person.
 * Evidence, in this order: the prompt, the whole request, the last reply if one arrived.
 * @throws CountersignError Transient or LedgerBroken for the ledger and the evidence; InvalidInput for a case that
 *   has not been gathered
 */
export async function run(input: TaskInput, deps: AssessDeps): Promise<CaseRef> {
  const { state: _, ...ref } = input;
  const { attempt, visit = 0 } = ref;
  const entryKey = stepKey(input);
  const entries = await deps.ledger.read(input.caseId);
  if (entries.some((entry) => entry.entryKey === entryKey)) return ref;

  const workflow = deps.workflowOf(input.workflow);
  const { document, facts, hashes } = await readCase(input, entries, workflow, deps);
  const role = workflow.assessment;
  const prompt = deps.promptOf(workflow.slug);
  const request = converseInput(deps.modelId, prompt, role, role.subject(document, facts));
  const answer = await askModel(deps, role, request, deps.limits);

  const kept = [prompt, canonicalJson(request), ...(answer.reply ? [canonicalJson(answer.reply.raw)] : [])];
  const origin = {
    modelId: deps.modelId,
    promptVersion: role.promptVersion,
    promptHash: sha256(prompt),
    schemaHash: digestOf(toolSchema(role)),
  };
  await deps.ledger.append(input.caseId, {
    entryKey,
    actor: { kind: 'model', id: deps.modelId },
    workflow: { slug: workflow.slug, version: workflow.version },
    evidence: await Promise.all(kept.map((content) => deps.evidence.put(input.caseId, content))),
    ...said(answer, { attempt, visit, asked: answer.attempts, about: hashes }, origin),
  });
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
