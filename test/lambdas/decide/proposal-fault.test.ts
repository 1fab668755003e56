import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Commands, proposalFault } from '../../../lambdas/decide/proposal-fault.ts';
import { exceptionOf } from '../../../lambdas/exceptions/fold.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { registry } from '../../../statemachines/registry.ts';
import { SAGA_EFFECTS } from '../../support/saga-graph.ts';
import { sagaWorkflow } from '../../support/saga-workflow.ts';
import { toyRun } from '../../support/toy-run.ts';

const one = (kind: string, undo: string, key = `toy-1/${kind}/1`) => ({
  ...{ kind, idempotencyKey: key, compensation: { kind: undo, reason: 'a counter-posting' } },
});
const A = one('post-a', 'undo-a');
const B = one('post-b', 'undo-b');
const C = one('post-c', 'none');

describe('a proposal is a fault of its workflow', () => {
  it.each<[string, Commands, RegExp]>([
    ['in another order', [B, A, C], /commands are post-b, post-a, post-c, .* effects post-a, post-b, post-c/],
    ['with an effect left out', [A, C], /commands are post-a, post-c,/],
    ['with one effect twice', [A, B, B, C], /commands are post-a, post-b, post-b, post-c,/],
    ['with what only undoes', [A, B, C, one('undo-a', 'none')], /post-c, undo-a,/],
    ['under one key', [A, { ...B, idempotencyKey: A.idempotencyKey }, C], /two commands have one idempotency key/],
    ['undone by nothing that there is', [one('post-a', 'undo-x'), B, C], /no undo-x that undoes post-a/],
    ['undone by what undoes another', [one('post-a', 'undo-b'), B, C], /no undo-b that undoes post-a/],
    ['undone by what commits', [A, B, one('post-c', 'post-a')], /no post-a that undoes post-c/],
    [
      'with a key too long to be undone',
      [one('post-a', 'undo-a', 'k'.repeat(190)), B, C],
      /key of post-a leaves no room/,
    ],
  ])('%s', (_, commands, why) => {
    expect(proposalFault(commands, SAGA_EFFECTS)).toMatch(why);
  });

  it('law: in every order but the manifest’s', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([A, B, C]), (commands) => {
        const isRight = commands.map(({ kind }) => kind).join() === 'post-a,post-b,post-c';
        expect(proposalFault(commands, SAGA_EFFECTS) === undefined).toBe(isRight);
      }),
    );
  });
});

it('is none where an effect can’t be undone', () => {
  expect(proposalFault([A, one('post-b', 'none'), C], SAGA_EFFECTS)).toBeUndefined();
});

it.each(registry)('of one effect alone names what undoes it for people: $slug', ({ effects }) => {
  expect(effects).toHaveLength(1);
  expect(proposalFault([one(effects[0]?.command ?? '', 'by-hand', 'k'.repeat(200))], effects)).toBeUndefined();
});

it('is parked by Decide with the reason, for operations', async () => {
  const propose: Workflow['propose'] = (...of) => {
    const proposed = sagaWorkflow.propose(...of);
    return proposed && { ...proposed, commands: proposed.commands.toReversed() };
  };
  const run = toyRun(undefined, { ...sagaWorkflow, propose });
  await run.receive({ number: 'A1', cents: 500 });
  const [start] = run.started;
  const ref = await run.toDecision(start?.input ?? ({} as never), 0.95);
  const reason =
    "WorkflowFault: the commands are post-c, post-b, post-a, and the manifest's effects post-a, post-b, post-c";
  expect(ref).toMatchObject({ route: 'park', reason });
  await run.append('conclude', ref.caseId, {
    entryKey: '1/1/Park',
    stage: 'parked',
    body: { attempt: 1, visit: 1, reason },
  });
  expect(exceptionOf(await run.gateway.ledger.read(ref.caseId))).toMatchObject({ class: 'failed', reason });
});
