import { beforeAll, expect, it } from 'vitest';
import { type DrillHost, runDrill } from '../../../cli/drills/drill.ts';
import { type LedgerTables, restore } from '../../../cli/drills/restore.ts';
import type { LedgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import { toyRun } from '../../support/toy-run.ts';

let entries: LedgerEntry[];
let mac: ReturnType<typeof toyRun>['gateway']['mac'];
beforeAll(async () => {
  const run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  const { caseId } = run.messageOf(await run.toDecision(run.started[0]?.input as never, 0.95));
  entries = await run.gateway.ledger.read(caseId);
  mac = run.gateway.mac;
});

/** Tables in memory, whose copy is what `restored` makes of the ledger. */
async function drilled(restored: (all: LedgerEntry[]) => LedgerEntry[], verify = mac.verify) {
  const said: string[] = [];
  let aside: LedgerEntry[] | undefined;
  const byCase = (all: LedgerEntry[]) => new Map(all.length > 0 ? [[all[0]?.caseId ?? '', all]] : []);
  const tables: LedgerTables = {
    read: async (which) => byCase(which === 'ledger' ? entries : (aside ?? [])),
    copyAside: async () => {
      aside = restored(entries);
    },
    dropAside: async () => {
      aside = undefined;
    },
    falsify: async (entry) => {
      aside = aside?.map((one) => (one.seq === entry.seq ? entry : one));
    },
  };
  const host: DrillHost = {
    ...{ write: (text) => void said.push(text), now: () => 0, sleep: async () => {} },
    interrupted: new AbortController().signal,
  };
  const held = await runDrill(
    restore(tables, { verify }, () => 0),
    host,
  );
  return { held, dropped: aside === undefined, text: said.join('') };
}

it.each<[string, (all: LedgerEntry[]) => LedgerEntry[], string]>([
  ['lacks the newest entry', (all) => all.slice(0, -1), '✗ all that was there'],
  ['lacks the first', (all) => all.slice(1), 'prevHash does not match'],
  ['is empty', () => [], '✗ all that was there'],
  ['has a changed body', (all) => all.map((one) => ({ ...one, body: { ...one.body, x: 1 } })), 'hash does not match'],
])('does not hold when the copy %s; the copy is dropped', async (_, restored, words) => {
  const { held, dropped, text } = await drilled(restored);
  expect([held, dropped]).toEqual([false, true]);
  expect(text).toContain(words);
});

it('does not hold when a MAC does not verify', async () => {
  const { held, text } = await drilled(
    (all) => all,
    async () => false,
  );
  expect(held).toBe(false);
  expect(text).toContain('its MAC does not verify');
});

it('holds for a whole copy, and drops it', async () => {
  const { held, dropped, text } = await drilled((all) => [...all]);
  expect([held, dropped], text).toEqual([true, true]);
});
