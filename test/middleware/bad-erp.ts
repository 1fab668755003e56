import { SETTLED } from '../../lambdas/erp/answer.ts';
import { confirmedEffectsOf } from '../../lambdas/reconcile/confirmed-effects.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { reconcile } from '../../statemachines/kernel/reconciliation.ts';
import type { Stored } from '../support/faults-ports.ts';
import { GOOD, type Manners } from './erp-stand-in.ts';
import { toyNumber } from './toy-event.ts';
import { ONLY_POSTED, traffic } from './traffic.ts';
import { caseFaults, doublePostings, outOfOrder, perReference } from './verdict.ts';
import { middlewareWorld } from './world.ts';

const DOWN_MS = 10 * 60_000;
/** What the ERP of a drive must refuse. */
export const refuses = (reference: string) => reference.endsWith('77');

/** What must hold of every such drive. */
export const HELD = { faults: [], doubles: 0, disordered: 0, told: { hurried: 0 } };

/** Loses 5 % of its answers, answers 10 % with 429 or 503, forgets keys, and is down for ten minutes halfway. */
export const badManners = (commands: number, enforcesKey: boolean): Manners => ({
  ...{ ...GOOD, losesAnswers: 0.05, tooBusy: 0.1, remembersKeys: false, enforcesKey, refuses },
  down: { after: Math.floor(commands * 0.4), ms: DOWN_MS },
});

/** Brings so many commands to an ERP of such manners, all at once, and says what came of each. */
export async function driven(stored: Stored, seed: number, commands: number, manners: Manners, firstKey = 1) {
  const { sent, fates } = traffic(seed, commands, ONLY_POSTED, firstKey);
  const world = middlewareWorld(stored, seed, manners);
  const began = performance.now();
  await world.take(sent);
  const queued = world.queue.sent.slice();
  let atRecovery: { readonly left: number; readonly deliveries: number } | undefined;
  await world.queue.drain((body, group) => {
    if (!atRecovery && world.erp.hasRecovered())
      atRecovery = { left: world.queue.waiting(), deliveries: world.queue.deliveries() };
    return world.carry(body, group);
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  const documents = perReference(world.erp.documents);
  const ends = { confirmed: 0, rejected: 0, 'with a person': 0 };
  const faults: string[] = [];
  const cases = await world.cases(fates.keys());
  const confirmed = cases.flatMap(({ entries }) => confirmedEffectsOf(entries));
  faults.push(...reconcile(confirmed, world.erp.books()).map(({ kind, says }) => `${kind}: ${says}`));
  for (const { key, entries } of cases) {
    const reference = toyNumber(key);
    const made = documents.get(reference) ?? 0;
    faults.push(...caseFaults(key, entries, made));
    const way = wayOf(entries);
    if (!way) faults.push(`${reference} is lost: ${entries.at(-1)?.stage}`);
    else ends[way] += 1;
    if (made !== (way === 'confirmed' ? 1 : 0)) faults.push(`${reference} is ${way}, with ${made} documents`);
    if (way === (refuses(reference) ? 'confirmed' : 'rejected')) faults.push(`${reference} is ${way}`);
    if (way === 'with a person' && manners.enforcesKey) faults.push(`${reference} was left to a person`);
  }
  for (const [token, times] of world.settled) if (times !== 1) faults.push(`${token} was answered ${times} times`);
  const { told } = world.erp;
  return {
    ...{ ends, faults, told, seconds, queued: queued.length, answered: world.settled.size },
    overtaken: world.queue.overtaken.length,
    doubles: doublePostings(world.erp.documents),
    disordered: outOfOrder(world.erp.documents, queued),
    left: atRecovery?.left ?? 0,
    /** Deliveries from the ERP's recovery until nothing was left. */
    deliveries: world.queue.deliveries() - (atRecovery?.deliveries ?? 0),
  };
}

/** How a command ended; undefined if it did not, or in two ways. */
function wayOf(entries: readonly LedgerEntry[]): 'confirmed' | 'rejected' | 'with a person' | undefined {
  const [settled, ...more] = entries.filter(({ stage }) => SETTLED.has(stage));
  if (!settled || more.length > 0) return undefined;
  if (settled.stage === 'confirmed') return 'confirmed';
  if (entries.at(-1)?.stage !== 'parked') return undefined;
  return settled.stage === 'rejected-by-erp' ? 'rejected' : 'with a person';
}
