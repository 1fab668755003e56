import { conclude } from '../../lambdas/conclude/run.ts';
import { decide } from '../../lambdas/decide/run.ts';
import { execute } from '../../lambdas/erp/gateway.ts';
import { gather } from '../../lambdas/gather/run.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { toldAs } from '../../lambdas/ledger/told-as.ts';
import { requestReversal } from '../../lambdas/reopen/request-reversal.ts';
import { approve } from '../../lambdas/review/countersign.ts';
import { requestMark } from '../../lambdas/review/request-mark.ts';
import { loadPolicies } from '../../lambdas/shared/authority/policy-set.ts';
import { effectReversal } from '../../statemachines/effect-reversal/workflow.ts';
import type { Role } from '../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type ReversalRequest, reversalRequest } from '../../statemachines/kernel/reversal.ts';
import { type CaseRef, commandMessage } from '../../statemachines/kernel/task-input.ts';
import { toyRun } from './toy-run.ts';
import { toyPolicies, toyWorkflow } from './toy-workflow.ts';

type Tables = Parameters<typeof toyRun>[0];

/** The toy, whose notes are undone by a credit. */
export const reversibleToy: Workflow = {
  ...toyWorkflow,
  propose(of, findings, assessment) {
    const proposed = toyWorkflow.propose(of, findings, assessment);
    return (
      proposed && {
        ...proposed,
        commands: proposed.commands.map((command) => ({
          ...command,
          payload: { ...command.payload, company: '1' },
          compensation: { kind: 'credit-invoice', reason: 'toy' },
        })),
      }
    );
  },
};

const withReversals = (role: Role): Role => ({
  ...role,
  limits: role.limits.map((row) => ({
    ...row,
    alone: role.rank > 0 ? { ...row.alone, reversal: 100_000 } : row.alone,
  })),
});

/** The real handlers over memory: a toy case that is posted, and the reversals that people ask for. */
export async function reversing(tables?: Tables, toy: Workflow = reversibleToy) {
  const run = toyRun(tables, toy);
  const { now } = run.authority;
  const fourEyes = { ...now.fourEyes, currency: 'EUR', from: { note: 20_000, reversal: 200_000 } };
  run.authority.now = { ...now, roles: now.roles.map(withReversals), fourEyes } as typeof now;
  const workflows = [toy, effectReversal];
  const workflowOf = (slug: string) => workflows.find((one) => one.slug === slug) ?? toy;
  const policies = loadPolicies(effectReversal);
  const policiesOf = (slug: string) => (slug === effectReversal.slug ? policies : toyPolicies);
  const both = { workflowOf, policiesOf };
  const intakeDeps = { ...run.intakeDeps, workflows };
  const { ledger } = run.intakeDeps;
  /** What the ERP says of the document besides what it has; a test may change it. */
  const says: { document?: object | undefined; facts?: object } = {};

  async function posted(note: object = { number: 'A1', cents: 500 }): Promise<CaseRef> {
    await run.receive(note, `e${run.started.length}`);
    const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
    if (ref.route === 'review') {
      await run.open(ref);
      await approve(
        { subject: 'bob', claimed: ['clerk'] },
        { caseId: ref.caseId, digest: ref.digest ?? '' },
        run.deciding,
      );
    }
    await execute(run.messageOf(ref), run.gateway);
    return ref;
  }

  const ask = (caseId: string, who = 'ann', key: string = crypto.randomUUID(), reason = 'the goods went back') =>
    requestReversal(
      { subject: who, claimed: ['clerk', 'chief'] },
      { caseId, reason, request: requestMark(key, ['reverse', reason]) },
      { ...run.reopening, ...both },
    );

  /** Every event of a case that Intake takes in, as the bus would bring it; in order, and again at every call. */
  async function deliver(caseId: string): Promise<string[]> {
    const entries = await ledger.read(caseId);
    const answers: string[] = [];
    for (const entry of entries) {
      const event = toldAs(entry, entries, workflowOf);
      if (!event || !effectReversal.contracts.some(({ type }) => type === event.type)) continue;
      answers.push((await send(event)).answer);
    }
    return answers;
  }
  const send = (detail: object & { type: string; source: string }, sender = detail.source) =>
    intake(JSON.parse(JSON.stringify({ 'detail-type': detail.type, source: sender, detail })), intakeDeps);

  const askedOf = async (reversal: string): Promise<ReversalRequest> => {
    const [received] = await ledger.read(reversal);
    const raw = await run.evidence.get(reversal, received?.evidence[0] ?? '');
    return reversalRequest.parse(JSON.parse(Buffer.from(raw).toString('utf8')));
  };

  const factsOf = ({ reverses, company }: ReversalRequest) => ({
    schema: 1,
    readAt: '2026-11-24T09:00:00.000Z',
    company: { ...company, name: 'Acme', currency: 'EUR' },
    document: {
      ...reverses.document,
      ...{ key: reverses.key, caseId: reverses.caseId, kind: 'debit', state: 'posted', date: '2026-11-20' },
      ...{ vendor: { id: '12', name: 'Shop' }, advancesApplied: false, creditedBy: [], cancelled: false },
      ...{ paymentBlocked: false, ...says.document },
    },
    periods: [{ id: '11', start: '2026-11-01', end: '2026-11-30', open: true }],
    acts: [],
    versions: [
      { kind: 'vendor-document', id: reverses.document.id, version: run.erp.version },
      { kind: 'period', id: '11', version: run.erp.version },
    ],
    ...says.facts,
  });

  /** Gathers and decides a reversal, as its execution would. */
  async function decided(reversal: string, from?: CaseRef): Promise<CaseRef> {
    const input = from ?? run.started.findLast(({ input: { caseId } }) => caseId === reversal)?.input;
    if (!input) throw new Error(`${reversal} was not started`);
    const facts = { read: async () => factsOf(await askedOf(reversal)) };
    const openCases = { facets: async () => [] };
    const gathered = await gather({ ...input, state: 'Gather' }, { ...run.as('gather'), ...both, facts, openCases });
    const { authority } = run;
    const { commitments } = run.gateway;
    return decide({ ...gathered, state: 'Decide' }, { ...run.as('decide'), ...both, authority, commitments });
  }
  const countersign = async (ref: CaseRef, who = 'cleo') => {
    await run.open(ref);
    const person = { subject: who, claimed: ['clerk', 'chief'] };
    return approve(person, { caseId: ref.caseId, digest: ref.digest ?? '' }, { ...run.deciding, ...both });
  };
  const gateway = { ...run.gateway, ...both };
  const carryOut = (ref: CaseRef) =>
    execute(commandMessage.parse({ ...ref, command: 'reverse-invoice', taskToken: 'token' }), gateway);
  const end = (ref: CaseRef, state: 'Park' | 'Refuse', reason?: string) =>
    conclude({ ...ref, state, ...(reason && { reason }) }, { ...run.as('conclude'), workflowOf });
  const stages = async (caseId: string): Promise<LedgerEntry['stage'][]> =>
    (await ledger.read(caseId)).map(({ stage }) => stage);

  /** From the request to an open case. */
  async function asked(caseId: string, who?: string): Promise<string> {
    const entry = await ask(caseId, who);
    await deliver(caseId);
    return String(entry.body['reversal']);
  }
  return {
    ...{ run, says, posted, ask, asked, deliver, send, decided, countersign, carryOut, end, stages },
    ...both,
    ledger,
    gateway,
    intakeDeps,
    askedOf,
    factsOf,
  };
}
