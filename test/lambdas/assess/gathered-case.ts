import { z } from 'zod';
import type { AskLimits } from '../../../lambdas/assess/ask-model.ts';
import type { Converse } from '../../../lambdas/assess/model.ts';
import type { Registered } from '../../../lambdas/assess/register.ts';
import type { AssessDeps } from '../../../lambdas/assess/run.ts';
import { registeredIn } from '../../../lambdas/shared/adapters/dynamo-register.ts';
import { LOCAL_MODEL, sampleRegister } from '../../../local/authority/register.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import { type Invoice, invoice } from '../../../statemachines/invoice-processing/invoice.ts';
import type { Spent } from '../../../statemachines/kernel/authority/register.ts';
import { stopOf } from '../../../statemachines/kernel/authority/stop.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { caseIdOf } from '../../../statemachines/kernel/ids.ts';
import type { Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import type { TaskInput } from '../../../statemachines/kernel/task-input.ts';
import { sampleInvoice } from '../../statemachines/invoice-processing/sample-invoice.ts';
import { handClock, memoryEvidence, memoryLedger, memoryStore } from '../../support/memory-ledger.ts';

const workflow = {
  slug: 'invoice-processing',
  version: '1.0.0',
  assessment: invoiceAssessment,
  factsSchema: z.strictObject({ vendor: z.string() }),
  prompt: new URL('../../../statemachines/invoice-processing/prompt.md', import.meta.url),
  parse: (raw: Uint8Array): Invoice => invoice.parse(JSON.parse(Buffer.from(raw).toString('utf8'))),
} as unknown as Workflow;
const { slug } = workflow;

const items = new Map(sampleRegister([workflow]).map(({ key, ...data }) => [key, data]));
const NOW = '2026-11-24T09:00:00.000Z';

/** The sample register, and nothing stopped. */
export const registeredNow = (): Registered => ({
  ...registeredIn(items, slug, LOCAL_MODEL, NOW),
  stops: [stopOf({ kind: 'all', id: '*' }, { kind: 'stop', stopped: false, version: 1 }, NOW)],
});

export const caseId = caseIdOf(slug, ['acme', 'FA-2026-0042']);
export const assessInput: TaskInput = { schema: 1, caseId, attempt: 1, workflow: slug, visit: 1, state: 'Assess' };

/** A case that was received and gathered, in memory, and what Assess needs to go on with it. */
export async function gatheredCase(spec: {
  converse: Converse;
  document?: Invoice;
  limits?: AskLimits;
  registered?: Partial<Registered>;
}) {
  const { store, cases } = memoryStore();
  const clock = handClock();
  const evidence = memoryEvidence();
  const append = async (stage: Stage, writer: 'intake' | 'gather', content: string) => {
    const { ledger } = memoryLedger(store, writer, clock);
    await ledger.append(caseId, {
      entryKey: stage,
      stage,
      actor: { kind: 'system', id: writer },
      workflow: { slug, version: workflow.version },
      body: { attempt: 1, visit: 1 },
      evidence: [await evidence.put(caseId, content)],
    });
  };
  await append('received', 'intake', JSON.stringify(spec.document ?? sampleInvoice()));
  await append('gathered', 'gather', JSON.stringify({ vendor: 'acme' }));
  const waits: number[] = [];
  const spent: Spent[] = [];
  const registered: Registered = { ...registeredNow(), ...spec.registered };
  const deps: AssessDeps = {
    ...memoryLedger(store, 'assess', clock),
    evidence,
    clock,
    modelId: 'countersign.reference-v1',
    workflowOf: () => workflow,
    register: { read: async () => registered },
    spending: {
      reserve: async (_, amount) => void spent.push(amount),
      correct: async (_, difference) => void spent.push(difference),
    },
    converseOf: () => spec.converse,
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
    ...(spec.limits && { limits: spec.limits }),
  };
  const entries = () => cases.get(caseId) ?? [];
  return {
    deps,
    store,
    waits,
    spent,
    prompt: registered.prompt?.text ?? '',
    clock,
    cases,
    evidence,
    entries,
    last: () => entries().at(-1),
  };
}
