import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../support/faults.ts';
import { memoryTables } from '../support/faults-memory.ts';
import { breaches, endOf } from '../support/faults-verdict.ts';
import { faultsWorld } from '../support/faults-world.ts';

const action = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'next' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('copy' as const), nth: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('spoil' as const),
      fault: fc.constantFrom(...FAULTS),
      ahead: fc.integer({ min: 1, max: 14 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), seconds: fc.constantFrom(1, 29, 30, 61, 400) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lose' as const),
      what: fc.constantFrom('answer' as const, 'request' as const),
    }),
  },
  fc.record({ kind: fc.constantFrom('stop switch' as const, 'tells nothing' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('correct' as const), nth: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('withdraw' as const), nth: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('new version' as const), to: fc.constantFrom('v1', 'v2') }),
  fc.constantFrom(
    ...(['settle', 'approve', 'sweep', 'event again', 'stop execution', 'reopen'] as const).map((kind) => ({ kind })),
  ),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function begin(cents: number, enforcesKey: boolean) {
  const tables = memoryTables();
  const world = faultsWorld(tables, { note: { number: 'A1', cents }, enforcesKey });
  world.submit();
  return { tables, world };
}

async function act(done: Action, { tables, world }: ReturnType<typeof begin>): Promise<void> {
  const { erp } = world.ports;
  if (done.kind === 'next') await world.turn();
  else if (done.kind === 'advance') world.clock.advance(done.seconds * 1_000);
  else if (done.kind === 'settle') await world.timeOut();
  else if (done.kind === 'approve') await world.approve();
  else if (done.kind === 'sweep') await world.sweepOnce();
  else if (done.kind === 'event again') world.submit();
  else if (done.kind === 'stop execution') await world.stop();
  else if (done.kind === 'reopen') await world.reopenOnce();
  else if (done.kind === 'correct') world.later(done.nth, 500 + 300 * done.nth);
  else if (done.kind === 'withdraw') world.later(done.nth);
  else if (done.kind === 'tells nothing') erp.tellsNothing = done.on;
  else if (done.kind === 'lose') erp.loses = done.what;
  else if (done.kind === 'new version') erp.version = done.to;
  else if (done.kind === 'spoil') world.crossing.spoil(done.fault, done.ahead);
  else if (done.kind === 'copy') {
    const message = world.sent.at(-1 - done.nth);
    if (message) await world.deliverCopy(message);
  } else if (done.kind === 'stop switch') stop(done.on, { tables, world });
  await world.settleDown();
}

function stop(stopped: boolean, { tables, world }: ReturnType<typeof begin>): void {
  const { authority } = world.ports;
  const version = (tables.versions.get('stop#all') ?? 0) + 1;
  tables.versions.set('stop#all', version);
  authority.now = { ...authority.now, stops: [{ kind: 'all', id: '*', key: 'stop#all', stopped, version }] };
}

const CENTS = fc.constantFrom(500, 2_000);
const never = (enforcesKey: boolean) =>
  fc.asyncProperty(CENTS, fc.array(action, { minLength: 3, maxLength: 40 }), async (cents, actions) => {
    const running = begin(cents, enforcesKey);
    for (const done of actions) {
      await act(done, running);
      expect(await breaches(running.world)).toEqual([]);
    }
    stop(false, running);
    running.world.ports.erp.tellsNothing = false;
    await running.world.run();
    expect(await breaches(running.world)).toEqual([]);
    const { status, documents, confirmed } = await endOf(running.world);
    expect(status).not.toBe('open');
    if (confirmed === 1)
      expect({ documents, posted: status }).toEqual({ documents: 1, posted: expect.stringMatching(/^posted/) });
  });

describe('whatever happens in whatever order: never two documents, none undecided, none confirmed without one', () => {
  it('where the ERP enforces our key', async () => {
    await fc.assert(never(true), { numRuns: 300 });
  });

  it('where it does not: what is unknown is left to a person', async () => {
    await fc.assert(never(false), { numRuns: 300 });
  });
});
