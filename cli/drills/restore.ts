import type { MacPort } from '../../lambdas/shared/ports.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Drill } from './drill.ts';
import { compareHeads, verifyLedger } from './verify-ledger.ts';

/** The ledger's table, and a copy aside that stands for one restored from a point in time. */
export interface LedgerTables {
  read(which: 'ledger' | 'aside'): Promise<Map<string, LedgerEntry[]>>;
  copyAside(): Promise<void>;
  dropAside(): Promise<void>;
  /** Puts an entry into the copy as if somebody had changed it there. */
  falsify(entry: LedgerEntry): Promise<void>;
}

const ASIDE = 'the ledger restored into a table aside';

/** The ledger is restored aside: every chain and MAC verifies, and nothing is lost but what came after the point in time. */
export const restore = (tables: LedgerTables, mac: Pick<MacPort, 'verify'>, now: () => number): Drill => ({
  name: 'restore',
  says: 'the ledger restored into a table aside; every chain and every MAC is verified, and its heads compared',
  limitMs: 300_000,
  async run(ground) {
    ground.say('the local engine has no point-in-time restore: every item is copied instead, as it lies there');
    const before = await tables.read('ledger');
    ground.expect(`there is a ledger: ${before.size} cases`, before.size > 0);
    const began = now();
    await ground.change(ASIDE, tables.copyAside, tables.dropAside);
    const cases = await tables.read('aside');
    const restored = await verifyLedger(cases, mac);
    const seconds = ((now() - began) / 1000).toFixed(1);
    for (const fault of restored.faults.slice(0, 10)) ground.expect(fault, false);
    ground.expect(`${cases.size} chains and ${restored.entries} MACs verify`, restored.faults.length === 0);
    const complete = compareHeads(restored.heads, before);
    ground.expect('all that was there at the point in time is there', complete.lost === 0);
    const { lost, strangers } = compareHeads(restored.heads, await tables.read('ledger'));
    ground.expect('each case is that of the ledger, or its beginning', strangers.length === 0);
    ground.say(`restored and verified in ${seconds} s; entries that came after the point in time: ${lost}`);
    const [victim] = [...cases.values()].flat();
    if (!victim) return;
    await tables.falsify({ ...victim, body: { ...victim.body, drilled: true } });
    const { faults } = await verifyLedger(await tables.read('aside'), mac);
    ground.expect('an entry that is changed in the copy is found', faults.length > 0);
  },
});
