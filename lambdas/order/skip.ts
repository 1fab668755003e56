import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { ORDER } from '../../statemachines/kernel/order.ts';
import { requireKeeper } from '../quarantine/keeper.ts';
import type { Person } from '../review/deps.ts';
import { type RequestMark, recordedOf } from '../review/request-mark.ts';
import type { OrderDeps } from './deps.ts';
import { orderedOf } from './fold.ts';
import { NOBODY } from './positions.ts';
import { OrderRefusal } from './refusal.ts';
import { type Missing, standingOf } from './standing.ts';

export interface Skip {
  readonly caseId: string;
  /** As the person has seen it. */
  readonly missing: Missing;
  readonly reason: string;
  readonly request: RequestMark;
}

/**
 * A person says that what is missing is not coming: what waits for it is let go, once for each key. The places are given
 * to nobody before the position passes them, so that one of these events that comes in the same moment is either taken
 * in in its order, and the skip ends before it, or is too late. Asked again, what a crash left undone is done.
 * @throws QuarantineRefusal not-keeper; OrderRefusal; Refusal key-reused; CountersignError LedgerBroken
 */
export async function skip(person: Person, asked: Skip, deps: OrderDeps): Promise<LedgerEntry> {
  const { caseId, missing, reason, request } = asked;
  const names = await requireKeeper(person, deps);
  const of = await standingOf(caseId, deps);
  const recorded = recordedOf(of.entries, person, request);
  if (recorded) return carryOut(recorded, missing, deps);
  const { from, to } = of.missing ?? { from: 0, to: 0 };
  if (!of.missing) throw new OrderRefusal('no-order');
  if (missing.from !== from || missing.to !== to) throw new OrderRefusal('gap-changed', `It is ${from} to ${to} now.`);
  const guard = (entries: readonly LedgerEntry[]) => {
    const first = orderedOf(entries)?.held[0]?.sequence;
    if (first !== to + 1) throw new OrderRefusal('gap-changed', 'Something else waits first now.');
  };
  const draft = {
    ...{ entryKey: `act/${person.subject}/${request.id}`, stage: 'skipped' as const, workflow: ORDER, evidence: [] },
    actor: { kind: 'person', id: person.subject } as const,
    body: { missing: { ...missing }, reason, names: [...names], request: { ...request } },
  };
  return carryOut(await deps.ledger.append(caseId, draft, { guard }), missing, deps);
}

async function carryOut(entry: LedgerEntry, { from, to }: Missing, { ledger, positions, ask }: OrderDeps) {
  const { caseId } = entry;
  for (let sequence = from; sequence <= to; sequence += 1) {
    const holder = await positions.claim(caseId, sequence, NOBODY);
    if (holder === NOBODY) await positions.advance(caseId, sequence);
    else if (sequence > (await positions.last(caseId))) throw new OrderRefusal('not-missing', `${sequence}: ${holder}`);
  }
  const { held = [] } = orderedOf(await ledger.read(caseId)) ?? {};
  const next = held.find((found) => found.sequence === to + 1);
  if (next) await ask({ release: { caseId, entry: next.entry.hash } });
  return entry;
}
