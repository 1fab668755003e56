import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { measureCase } from '../../../lambdas/ledger/measure-case.ts';
import { newest } from '../../../lambdas/shared/case-log.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

/** What is decided about a note of some cents, of which the AI would have asked these roles. */
async function decidedOn(cents: number, roles: readonly string[] | undefined, number = 'A1'): Promise<LedgerEntry> {
  await run.receive({ number, cents }, number);
  const recommended = roles?.map((role) => ({ role, reason: 'as ever' }));
  const ref = await run.toDecision(run.started.at(-1)?.input as CaseRef, 0.99, recommended && { recommended });
  const decided = newest(await run.gateway.ledger.read(ref.caseId), 'decided');
  if (!decided) throw new Error('nothing was decided');
  return decided;
}

describe('whom the AI would ask', () => {
  it.each([
    ['a role that there is not', 1_001, ['treasurer'], false, ['treasurer']],
    ['the agent, whose it is not', 1_001, ['agent', 'clerk'], false, ['agent']],
    ['a role beyond its limit', 10_001, ['clerk'], false, []],
    ['a higher role than need be', 1_001, ['chief'], false, []],
    ['one of two that must', 30_000, ['chief'], false, []],
    ['nobody, where a person must', 1_001, [], false, []],
    ['whom policy asks', 1_001, ['clerk', 'clerk'], true, []],
    ['both of two', 30_000, ['clerk', 'chief'], true, []],
    ['nobody, where the agent may', 900, [], true, []],
  ])('%s', async (_, cents, roles, agreed, outside) => {
    const { recommended } = (await decidedOn(cents, roles)).body;
    expect(recommended).toEqual({ roles: [...new Set(roles)].sort(), agreed, outside });
  });

  it('is not there where nothing was recommended, or not in words that can be read', async () => {
    expect((await decidedOn(1_001, undefined)).body).not.toHaveProperty('recommended');
    const odd = await decidedOn(1_001, [''], 'B');
    expect(odd.body).not.toHaveProperty('recommended');
  });

  it('decides nothing: with any recommendation all else is as without', async () => {
    const same = async (cents: number, roles: readonly string[] | undefined) => {
      run = toyRun();
      const { body, evidence } = await decidedOn(cents, roles);
      const { recommended: _, ...rest } = body;
      return { rest, evidence };
    };
    const role = fc.oneof(fc.constantFrom('agent', 'clerk', 'chief'), fc.string({ minLength: 1, maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60_000 }), fc.array(role, { maxLength: 10 }), async (cents, roles) => {
        expect(await same(cents, roles)).toEqual(await same(cents, undefined));
      }),
      { numRuns: 40 },
    );
  });

  it('is measured: 1 where policy asks the same, 0 where it does not', async () => {
    const put: unknown[] = [];
    for (const [roles, number] of [
      [['clerk'], 'A1'],
      [['chief'], 'B'],
      [undefined, 'C'],
    ] as const) {
      const decided = await decidedOn(1_001, roles, number);
      measureCase(decided, [decided], (...measured) => void put.push(measured));
    }
    expect(put).toEqual([
      ['ApproversAgreed', 1, 'toy'],
      ['ApproversAgreed', 0, 'toy'],
    ]);
  });
});
