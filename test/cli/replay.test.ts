import { beforeAll, describe, expect, it } from 'vitest';
import { inRequests, replayable } from '../../cli/replay.ts';
import { execute } from '../../lambdas/erp/gateway.ts';
import { publish } from '../../lambdas/ledger/publish.ts';
import { MOST_REPLAYED, replay } from '../../lambdas/ledger/replay.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { toyRun } from '../support/toy-run.ts';

const ALWAYS = { since: '0000', until: '9999' };
let run: ReturnType<typeof toyRun>;
let entries: LedgerEntry[];
let caseId: string;
let told: unknown[];
const listening = () => {
  const events: unknown[] = [];
  return { events, announcer: { announce: async (event: unknown) => void events.push(event) } };
};

beforeAll(async () => {
  run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  const message = run.messageOf(await run.toDecision(run.started[0]?.input as never, 0.95));
  await execute(message, run.gateway);
  caseId = message.caseId;
  entries = await run.gateway.ledger.read(caseId);
  const { events, announcer } = listening();
  const deps = {
    ...{ workflowOf: run.gateway.workflowOf, ledger: run.gateway.ledger, announcer, measure: () => {} },
    ...{ cases: { put: async () => undefined }, notifier: { notify: async () => {} } },
  };
  for (const entry of entries) await publish(entry, deps);
  told = events;
});
const found = (wanted = ALWAYS) => replayable(new Map([[caseId, entries]]), wanted, run.gateway.workflowOf);
const replayed = async (request: unknown) => {
  const { events, announcer } = listening();
  await replay(request, { announcer, ledger: run.gateway.ledger, workflowOf: run.gateway.workflowOf });
  return events;
};

describe('a replay', () => {
  it.each([
    [{ replay: [] }],
    [{ replay: [{ caseId: 'x', seq: 0 }] }],
    [{ replay: [{ caseId: 'x', seq: 1, type: 'toy.posted.v1' }] }],
    [{ replay: Array.from({ length: MOST_REPLAYED + 1 }, () => ({ caseId: 'x', seq: 1 })) }],
  ])('refuses a request that does not fit, and tells nothing: %j', async (request) => {
    await expect(replayed(request)).rejects.toThrow();
  });

  it('tells nothing of entries that are not there, or that nobody is told of', async () => {
    expect(
      await replayed({
        replay: [
          { caseId, seq: 1 },
          { caseId, seq: 99 },
        ],
      }),
    ).toEqual([]);
  });

  it('puts exactly the events of before on the bus, under the same ids and in their order', async () => {
    expect(told.length).toBeGreaterThan(0);
    const [request] = inRequests(found());
    expect(await replayed(request)).toEqual(told);
    expect(found().map(({ id }) => id)).toEqual(told.map((event) => (event as { id: string }).id));
  });

  it('takes what was told from an instant on and before another', () => {
    const [first] = found();
    expect(found({ since: first?.at ?? '', until: '9999' })).toContainEqual(first);
    expect(found({ since: '0000', until: first?.at ?? '' })).toEqual([]);
  });

  it('asks for no more at once than the function takes, and leaves nothing out', () => {
    const many = Array.from({ length: 2 * MOST_REPLAYED + 1 }, (_, seq) => ({ caseId, seq, at: '', type: '', id: '' }));
    const requests = inRequests(many);
    expect(requests.map(({ replay: of }) => of.length)).toEqual([MOST_REPLAYED, MOST_REPLAYED, 1]);
    expect(requests.flatMap(({ replay: of }) => of.map(({ seq }) => seq))).toEqual(many.map(({ seq }) => seq));
  });
});
