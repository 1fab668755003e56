import { setTimeout as sleep } from 'node:timers/promises';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { loggedIn } from '../e2e/sample-people.ts';
import { putAll } from '../middleware/bus.ts';
import { invoiceCaseOf, invoiceEvent } from '../middleware/invoice-event.ts';
import type { BusEvent } from '../middleware/malformed.ts';
import type { Cell } from './control.ts';
import type { killingStack } from './killing-stack.ts';

/** Posted by the agent; or more is billed than was received, and a person countersigns it. */
export const WAYS = ['the agent’s', 'countersigned'] as const;
export type Way = (typeof WAYS)[number];

const LOOK_MS = 1_000;
const PATIENCE_MS = 240_000;
/** For so long after a case is at rest its fault may still come: what answers and publishes is not done yet. */
const AFTERMATH_MS = 45_000;

/** Cases of one series on a stack: each is followed from its event to its end, with a fault or without. */
export function series(name: string) {
  const ids = new Map<string, string>();
  const event = new RegExp(`${name}-e(\\d+)-`, 'g');
  const keysIn = (text: string): ReadonlySet<string> =>
    new Set([
      ...[...text.matchAll(/invoice-processing-[0-9a-f]{32}/g)].flatMap(([id]) => ids.get(id) ?? []),
      ...[...text.matchAll(event)].flatMap(([, key]) => key ?? []),
    ]);

  async function live(stack: Awaited<ReturnType<typeof killingStack>>, way: Way, key: number, cell?: Cell) {
    const caseId = invoiceCaseOf(name, key, 'posted');
    ids.set(caseId, String(key));
    const followed = stack.control.follow(String(key), cell);
    const began = Date.now();
    const content = { key, variant: 0, fate: 'posted' } as const;
    const clean = invoiceEvent(name, { event: `e${key}-0-0`, at: began, content });
    await putAll(stack.plane, [way === 'countersigned' ? billedTwice(clean, key) : clean]);
    let entries: LedgerEntry[] = [];
    let restsAt: number | undefined;
    while (Date.now() < began + PATIENCE_MS) {
      await sleep(LOOK_MS);
      entries = await stack.plane.readCase(caseId);
      const status = statusOf(entries);
      if (status === 'waiting-review' && way === 'countersigned') await approve(stack, caseId).catch(() => {});
      else if (status !== 'open' && status !== 'interrupted') {
        restsAt ??= Date.now();
        if (followed.fired || !cell || Date.now() > restsAt + AFTERMATH_MS) break;
      }
    }
    return { caseId, reference: `${name}-${key}`, followed, entries, ms: Date.now() - began };
  }
  return { keysIn, live };
}

/** The order is for half of what is billed. */
function billedTwice(event: BusEvent, key: number): BusEvent {
  const text = JSON.stringify(event).replaceAll(`PO-BENCH-${key}<`, `PO-BENCH-${Math.ceil(key / 2)}<`);
  return JSON.parse(text) as BusEvent;
}

async function approve(stack: Awaited<ReturnType<typeof killingStack>>, caseId: string): Promise<void> {
  const grace = await loggedIn(stack, 'grace');
  const { proposal } = await grace.show(caseId);
  await grace.say(caseId, 'approve', { digest: proposal.digest, comment: 'the rest came today' });
}
