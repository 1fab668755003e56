import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ErpUnknown } from '../../../lambdas/erp/errors.ts';
import { execute } from '../../../lambdas/erp/gateway.ts';
import type { GatewayDeps } from '../../../lambdas/erp/gateway-ports.ts';
import { type CaseRef, MAX_VISITS } from '../../../statemachines/kernel/task-input.ts';
import { atGateway } from './at-gateway.ts';

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 14;
const LIMITS = { agent: 1_000, ann: 10_000, cleo: 50_000 } as const;
type Who = keyof typeof LIMITS;

const note = fc.record({
  cents: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1_001, max: 12_000 })),
  /** Who countersigns what is not the agent's, alone. */
  by: fc.constantFrom('ann' as const, 'cleo' as const),
  credit: fc.constantFrom(false, false, false, true),
  /** Days between two deliveries. */
  days: fc.constantFrom(0, 0, 0, 1, 7, 15),
  /** What its first posts lose. */
  loses: fc.constantFrom(undefined, undefined, 'request' as const, 'answer' as const),
  group: fc.constantFrom('g', 'g', 'g', 'h'),
});
type Note = typeof note extends fc.Arbitrary<infer N> ? N : never;

interface Commit extends Pick<Note, 'cents' | 'group'> {
  readonly who: Who;
  readonly at: number;
}

/** All notes are decided before any is posted; then they are, each port call of the gateway in any order. */
async function posted(notes: readonly Note[], scheduler: fc.Scheduler, cumulative: number): Promise<Commit[]> {
  const { run, decided, approve } = atGateway();
  const { now } = run.authority;
  const materiality = { ...now.materiality, cumulative: { amount: cumulative, windowDays: WINDOW_DAYS } };
  run.authority.now = { ...now, materiality } as typeof now;
  const scheduled = <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    scheduler.scheduleFunction(Object.defineProperty(call, 'name', { value: name }));
  const { commitments, erp, ledger } = run.gateway;
  const lossOf = new Map<string, Note['loses']>();
  const post: typeof erp.post = async (command, digest) => {
    const lost = lossOf.get(command.idempotencyKey);
    lossOf.delete(command.idempotencyKey);
    const document = lost === 'request' ? undefined : await erp.post(command, digest);
    if (lost || !document) throw new ErpUnknown('lost');
    return document;
  };
  const deps: GatewayDeps = {
    ...run.gateway,
    commitments: {
      turn: scheduled('turn', (group) => commitments.turn(group)),
      since: scheduled('since', (group, day) => commitments.since(group, day)),
    },
    erp: { ...erp, versions: scheduled('versions', (of) => erp.versions(of)), post },
    ledger: { read: ledger.read, append: scheduled('append', (...of) => ledger.append(...of)) },
  };
  const refs: CaseRef[] = [];
  for (const [nth, { cents, credit, group, loses }] of notes.entries()) {
    const ref = await decided({ number: `N${nth}`, cents, credit, group });
    lossOf.set(`${ref.caseId}/post-toy/1`, loses);
    refs.push(ref);
  }

  const validUntil = '2027-12-01T00:00:00.000Z';
  const carry = async (first: CaseRef, { by, days }: Note) => {
    let ref = first;
    for (let deliveries = 0; deliveries < 6; deliveries += 1) {
      if (ref.route === 'review') await approve(ref, { role: { ann: 'clerk', cleo: 'chief' }[by], validUntil }, by);
      run.clock.advance(deliveries === 0 ? 0 : days * DAY_MS + 30_000);
      const outcome = await execute(run.messageOf(ref), deps).catch(() => ({ kind: 'later' }) as const);
      if (outcome.kind === 'later') continue;
      if (outcome.answer.kind === 'success' || ref.visit === MAX_VISITS) return;
      const { caseId, visit = 1 } = ref;
      ref = await run.toDecision({ schema: 1, caseId, attempt: 1, workflow: 'toy', visit }, 0.95);
    }
  };
  await scheduler.waitFor(Promise.all(refs.map((ref, nth) => carry(ref, notes[nth] as Note))));

  return refs.flatMap(({ caseId }, nth): Commit[] => {
    const entries = run.memory.cases.get(caseId) ?? [];
    const { cents, by, credit, group } = notes[nth] as Note;
    const taken = entries.findLast(({ body }) => body['lease'] !== undefined);
    if (!taken || credit || !run.erp.documents.has(`${caseId}/post-toy/1`)) return [];
    const { entry } = taken.body['committed'] as { entry: string };
    const route = entries.findLast(({ stage, seq }) => stage === 'decided' && seq < taken.seq)?.body['route'];
    return [{ who: route === 'auto' ? 'agent' : by, cents, group, at: Date.parse(entry.slice(0, 10)) }];
  });
}

/** What lies within a window that ends with this commit, of the same group. */
const windowOf = (commit: Commit, all: readonly Commit[]) =>
  all.filter(({ at, group }) => group === commit.group && commit.at - at <= WINDOW_DAYS * DAY_MS && at <= commit.at);
const total = (all: readonly Commit[]) => all.reduce((sum, { cents }) => sum + cents, 0);

it('in any order: what one of them commits alone within a window never exceeds what they may commit at once', async () => {
  const seen = { agent: 0, ann: 0, cleo: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(note, { minLength: 2, maxLength: 6 }),
      fc.constantFrom(700, 20_000),
      async (scheduler, notes, cumulative) => {
        const commits = await posted(notes, scheduler, cumulative);
        for (const commit of commits) {
          seen[commit.who] += 1;
          const own = windowOf(commit, commits).filter(({ who }) => who === commit.who);
          expect(total(own)).toBeLessThanOrEqual(LIMITS[commit.who]);
          if (commit.who === 'agent') expect(total(own)).toBeLessThan(cumulative);
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});
