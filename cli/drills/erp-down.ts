import { newest } from '../../lambdas/shared/case-log.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Drill, Ground } from './drill.ts';
import { spareInvoices } from './invoices.ts';
import { AT_REST, expectPostedOnce, submitted, untilEntries, untilStatus } from './on-cases.ts';
import type { DrillDeps } from './ports.ts';

/** The way to the local ERP, which a drill can close and open. */
export interface LocalErp {
  close(): Promise<void>;
  open(): Promise<void>;
  /** @throws Error with the remedy where there is no such way */
  isOpen(): Promise<boolean>;
}

const CUT = 'the ERP can’t be reached';
const INVOICES = 3;
const ROUNDS = 2;
const OUTAGE_MS = 12_000;

/** The ERP is gone: commands wait in their order, and each is posted once when it is back. */
export const erpDown = ({ plane, run, now }: DrillDeps, erp: LocalErp): Drill => ({
  name: 'erp-down',
  says: 'the ERP is gone; commands wait in their order, and each is posted once when it is back',
  limitMs: 420_000,
  async run(ground) {
    if (!(await erp.isOpen())) throw new Error('the ERP is cut off already: somebody else drills, or left it so');
    const cases: string[] = [];
    for (let round = 1; ; round += 1) {
      const fresh = await submitted(plane, spareInvoices(`ERP${run}${round}`, INVOICES, round));
      cases.push(...fresh);
      for (const caseId of fresh)
        await untilEntries(ground, plane, { caseId, withinMs: 60_000, what: 'facts read' }, (entries) =>
          has(entries, 'gathered'),
        );
      await ground.change(CUT, erp.close, erp.open);
      if ((await Promise.all(fresh.map((caseId) => plane.readCase(caseId)))).some((read) => !has(read, 'prepared')))
        break;
      await ground.putBack(CUT);
      if (round === ROUNDS) throw new Error('all were posted before the ERP could be cut off; try again');
    }
    const before = await prepared(ground, cases, plane.readCase);
    ground.say(`for ${OUTAGE_MS / 1000} s nothing comes through`);
    const over = now() + OUTAGE_MS;
    await ground.until('the outage is over', OUTAGE_MS + 5_000, async () => (now() >= over ? true : undefined));
    const waiting = await stillWaiting(ground, cases, before, plane.readCase);
    await ground.putBack(CUT);
    const back = now();
    const ended: LedgerEntry[][] = [];
    for (const caseId of cases) ended.push(await untilStatus(ground, plane, { caseId, withinMs: 240_000 }, AT_REST));
    ground.say(`from back to all posted: ${((now() - back) / 1000).toFixed(1)} s`);
    for (const entries of ended) expectPostedOnce(ground, entries);
    expectOrder(
      ground,
      ended.filter(([first]) => waiting.has(first?.caseId ?? '')),
    );
  },
});

const has = (entries: readonly LedgerEntry[], stage: LedgerEntry['stage']) =>
  entries.some((one) => one.stage === stage);
type Read = (caseId: string) => Promise<LedgerEntry[]>;

/** Those that the gateway had prepared before: they may be with the ERP already. */
async function prepared(ground: Ground, cases: readonly string[], read: Read): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const caseId of cases) if (has(await read(caseId), 'prepared')) found.add(caseId);
  if (found.size > 0) ground.say(`prepared before it was cut off: ${[...found].join(', ')}`);
  return found;
}

async function stillWaiting(ground: Ground, cases: readonly string[], before: ReadonlySet<string>, read: Read) {
  const waiting = new Set<string>();
  for (const caseId of cases.filter((one) => !before.has(one))) {
    const entries = await read(caseId);
    const decided = entries.findLast(({ stage }) => stage === 'decided')?.body['route'];
    ground.expect(
      `${caseId} is decided (${String(decided)}), and waits: ${statusOf(entries)}`,
      decided === 'auto' && !has(entries, 'confirmed'),
    );
    waiting.add(caseId);
  }
  return waiting;
}

/** Commands of one company are posted in the order in which they came into its queue. */
function expectOrder(ground: Ground, ended: readonly LedgerEntry[][]): void {
  const placed = ended.map((entries) => ({
    place: String(newest(entries, 'prepared')?.body['place'] ?? ''),
    at: newest(entries, 'confirmed')?.at ?? '',
  }));
  const inOrder = placed.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const holds = inOrder.every(({ place }, index) => place !== '' && place > (inOrder[index - 1]?.place ?? ''));
  ground.expect(`posted in the order of their company’s queue: ${inOrder.map(({ place }) => place).join(', ')}`, holds);
}
