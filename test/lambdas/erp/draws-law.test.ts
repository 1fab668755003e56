import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ErpConflict, ErpRefused, ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { GatewayDeps } from '../../../lambdas/erp/gateway-ports.ts';
import { type CaseRef, MAX_VISITS } from '../../../statemachines/kernel/task-input.ts';
import { toyAccounts } from '../../support/toy-accounts.ts';
import { atGateway } from './at-gateway.ts';

const LEASE_MS = 30_000;
const BUDGET = 'budget 12';
/** What becomes of the first post: nobody hears of it, or its worker dies; and the ERP has it, gets it soon, or not. */
const ENDS = ['unheard', 'unheard and there', 'unheard and there soon', 'dies', 'dies and there', 'refused', 'stale'];

const note = fc.record({
  cents: fc.integer({ min: 1, max: 100 }),
  ends: fc.option(fc.constantFrom(...ENDS), { nil: undefined }),
  /** A person cancels its document in the ERP after so many deliveries of it. */
  cancelled: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  /** Seconds between two deliveries. */
  pause: fc.constantFrom(0, 1, 10, 3_600, 90_000),
});
type Note = typeof note extends fc.Arbitrary<infer N> ? N : never;

function world(budget: number) {
  const at = atGateway();
  const accounts = toyAccounts(at.run);
  accounts.ceilings.set(BUDGET, budget);
  const standing = () =>
    [...at.run.erp.documents.values()].reduce(
      (sum, { gross, state }) => sum + (state === 'cancelled' ? 0 : Number(gross)),
      0,
    );
  return { ...at, accounts, standing };
}

/** All notes are decided before any is posted; then they are, each port call of the gateway in any order. */
async function post(notes: readonly Note[], scheduler: fc.Scheduler, budget: number) {
  const { run, decided, approve, accounts, standing } = world(budget);
  const { commitments, erp, ledger } = run.gateway;
  const scheduled = <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    scheduler.scheduleFunction(Object.defineProperty(call, 'name', { value: name }));
  const endOf = new Map<string, Note['ends']>();
  const soon: (() => Promise<unknown>)[] = [];
  const first: typeof erp.post = async (command, digest) => {
    const ends = endOf.get(command.idempotencyKey);
    endOf.delete(command.idempotencyKey);
    if (ends === 'refused') throw new ErpRefused('no');
    if (ends === 'stale') throw new ErpConflict('stale');
    if (ends?.endsWith('soon')) soon.push(() => erp.post(command, digest));
    const document = !ends || ends.endsWith('there') ? await erp.post(command, digest) : undefined;
    expect(standing()).toBeLessThanOrEqual(budget);
    if (ends?.startsWith('dies')) throw new Error('died');
    if (ends || !document) throw new ErpUnknown('unheard');
    return document;
  };
  const deps: GatewayDeps = {
    ...run.gateway,
    commitments: {
      turn: scheduled('turn', (group) => commitments.turn(group)),
      since: scheduled('since', (group, day) => commitments.since(group, day)),
    },
    erp: { ...erp, versions: scheduled('versions', (of) => erp.versions(of)), post: scheduled('post', first) },
    ledger: { read: ledger.read, append: scheduled('append', (...of) => ledger.append(...of)) },
  };
  const refs: CaseRef[] = [];
  for (const [nth, { cents, ends }] of notes.entries()) {
    const ref = await decided({ number: `N${nth}`, cents, accounts: [BUDGET] });
    endOf.set(`${ref.caseId}/post-toy/1`, ends);
    refs.push(ref);
  }
  const carry = async (first: CaseRef, { pause, cancelled }: Note): Promise<string> => {
    let ref = first;
    for (let deliveries = 1; deliveries < 20; deliveries += 1) {
      if (ref.route === 'review') await approve(ref, { validUntil: '2027-12-01T00:00:00.000Z' });
      const outcome = await execute(run.messageOf(ref), deps).catch(() => ({ kind: 'later' }) as const);
      if (deliveries === cancelled) accounts.cancel(ref.caseId);
      for (const lands of soon.splice(0)) await lands();
      expect(standing()).toBeLessThanOrEqual(budget);
      run.clock.advance(outcome.kind === 'later' ? LEASE_MS : pause * 1_000);
      if (outcome.kind === 'later') continue;
      const { answer } = outcome;
      if (answer.kind === 'success') return 'posted';
      if (answer.error !== 'FactsChanged') return answer.error;
      if (ref.visit === MAX_VISITS) return 'FactsChanged';
      const { caseId, visit = 1 } = ref;
      ref = await run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', visit }, 0.95);
    }
    return 'unknown';
  };
  const ends = await scheduler.waitFor(Promise.all(refs.map((ref, nth) => carry(ref, notes[nth] as Note))));
  return { run, decided, ends, standing };
}

it('in any order: an account is never overdrawn, and all that was given back can be taken again', async () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(note, { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 50, max: 200 }),
      async (scheduler, notes, budget) => {
        const { run, decided, ends, standing } = await post(notes, scheduler, budget);
        ends.forEach(count);
        expect(ends).not.toContain('unknown');
        const left = budget - standing();
        run.clock.advance(10_000);
        const tooMuch = await decided({ number: 'more', cents: left + 1, accounts: [BUDGET] });
        expect(tooMuch).toMatchObject({ route: 'review' });
        if (left === 0) return count('nothing left');
        const rest = await decided({ number: 'rest', cents: left, accounts: [BUDGET] });
        expect(rest).toMatchObject({ route: 'auto' });
        expect(await execute(run.messageOf(rest), run.gateway)).toMatchObject({ answer: { kind: 'success' } });
        expect(standing()).toBe(budget);
        count('taken to the last cent');
      },
    ),
    { numRuns: 60 },
  );
  for (const what of ['posted', 'FactsChanged', 'ErpRejected', 'taken to the last cent'])
    expect(seen.get(what), what).toBeGreaterThan(5);
});
