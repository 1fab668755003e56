import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { confirmStop, stopStatus } from '../../../lambdas/govern/confirm-stop.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { stop } from '../../../lambdas/govern/stop.ts';
import { approve } from '../../../lambdas/review/countersign.ts';
import type { StopScope } from '../../../statemachines/kernel/authority/stop.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';

let run: ReturnType<typeof toyRun>;
let deps: GovernDeps;
beforeEach(() => {
  run = toyRun();
  deps = toyGovern(run);
});
const SCOPES: StopScope[] = [
  { kind: 'all', id: '*' },
  { kind: 'workflow', id: 'toy' },
  { kind: 'company', id: 'ACME' },
  { kind: 'command', id: 'post-toy' },
  { kind: 'counterparty', id: 'shop' },
];

async function started(cents: number): Promise<CaseRef> {
  await run.receive({ number: 'A1', cents });
  return run.started.at(-1)?.input as CaseRef;
}

describe('a stop', () => {
  it.each(SCOPES)('of $kind is confirmed at once where nothing is under way', async (scope) => {
    await stop(governor('gia'), scope, 'odd', deps);
    expect(await confirmStop(scope, deps)).toMatchObject({ state: 'stopped' });
    expect(await stopStatus(scope, deps)).toMatchObject({ state: 'stopped' });
  });

  it('T22: is not confirmed while something in its scope is prepared, and says what', async () => {
    const ref = await run.toDecision(await started(500), 0.95);
    run.erp.after = () => {
      throw new ErpUnknown('lost');
    };
    await execute(run.messageOf(ref), run.gateway).catch(() => undefined);
    const [all, other] = [SCOPES[0] as StopScope, { kind: 'company', id: 'OTHER' } as const];
    for (const scope of [all, other]) await stop(governor('gia'), scope, 'odd', deps);
    expect(await confirmStop(all, deps)).toMatchObject({ state: 'stopping', remains: [{ caseId: ref.caseId }] });
    expect(await confirmStop(other, deps)).toMatchObject({ state: 'stopped' });
    run.clock.advance(60_000);
    run.erp.after = () => {};
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
    expect(await confirmStop(all, deps)).toMatchObject({ state: 'stopped' });
  });

  it('of an approver takes their countersignature out of force', async () => {
    const ref = await run.toDecision(await started(2_000), 0.95);
    await run.open(ref);
    await approve(
      { subject: 'ann', claimed: ['clerk'] },
      { caseId: ref.caseId, digest: ref.digest ?? '' },
      run.deciding,
    );
    await stop(governor('gia'), { kind: 'approver', id: 'ann' }, 'stolen laptop', deps);
    expect(await execute(run.messageOf(ref), run.gateway)).toMatchObject({ answer: { error: 'FactsChanged' } });
    expect(run.erp.calls).toBe(0);
  });
});

/** One case through all its steps, each of which may be the moment at which somebody stops. */
const STEPS = ['received', 'decided', 'opened', 'approved', 'ERP asked', 'prepared', 'posted'] as const;

describe('whenever a stop is issued, whatever its scope', () => {
  it('nothing is posted after the time at which it is confirmed', async () => {
    const moments = fc.record({
      at: fc.constantFrom(...STEPS),
      scope: fc.constantFrom(...SCOPES),
      cents: fc.constantFrom(500, 2_000),
      lost: fc.boolean(),
    });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(moments, async ({ at, scope, cents, lost }) => {
        run = toyRun();
        deps = toyGovern(run);
        let postedAtConfirmation: number | undefined;
        const confirmed = async () => {
          if ((await confirmStop(scope, deps)).state === 'stopped') postedAtConfirmation ??= run.erp.documents.size;
        };
        const step = async (name: string) => {
          if (name === at) await stop(governor('gia'), scope, 'odd', deps);
          await confirmed();
        };
        const { versions, post } = run.erp;
        run.erp.versions = async (of) => {
          await step('ERP asked');
          return versions(of);
        };
        run.erp.post = async (command, digest) => {
          await step('prepared');
          const document = await post(command, digest);
          await step('posted');
          if (lost) throw new ErpUnknown('lost');
          return document;
        };
        const start = await started(cents);
        await step('received');
        const ref = await run.toDecision(start, 0.95);
        await step('decided');
        await step('opened');
        if (ref.route === 'review') {
          await run.open(ref);
          const about = { caseId: ref.caseId, digest: ref.digest ?? '' };
          await approve({ subject: 'ann', claimed: ['clerk'] }, about, run.deciding).catch(() => undefined);
        }
        await step('approved');
        for (let turn = 0; turn < 4; turn += 1) {
          await execute(run.messageOf(ref), run.gateway).catch(() => undefined);
          await confirmed();
          run.clock.advance(60_000);
        }
        expect(postedAtConfirmation).toBeDefined();
        expect(run.erp.documents.size).toBe(postedAtConfirmation);
        seen.add(`${at}/${postedAtConfirmation}`);
      }),
      { numRuns: 200 },
    );
    expect([...seen].some((end) => end.endsWith('/1'))).toBe(true);
    expect([...seen].some((end) => end.endsWith('/0'))).toBe(true);
  });
});
