import type { Consent } from '../../../statemachines/kernel/authority/consents.ts';
import { areOne, type Given } from './given.ts';

/** A consent that is needed, and how many people of the role have given it. */
export interface Needed extends Consent {
  readonly given: number;
}

/** What of the countersignatures counts, and what is asked for next. */
export interface Turn<T extends Given> {
  /** In order; what was given out of turn, or by somebody whose consent counts already, does not. */
  readonly counted: readonly T[];
  /** Incomplete consents of the step that is open; none once all are complete, and those who commit are next. */
  readonly open: readonly Needed[];
}

/** Whose turn it is after these countersignatures, given in this order. */
export function turnOf<T extends Given>(given: readonly T[], consents: readonly Consent[]): Turn<T> {
  const counted: T[] = [];
  for (const one of given) {
    const open = openOf(neededOf(counted, consents));
    const isInTurn = one.action === 'consent' ? open.some(({ role }) => role === one.role) : open.length === 0;
    const before = counted.filter(({ action }) => action === 'consent');
    if (isInTurn && !before.some((other) => areOne(one, other))) counted.push(one);
  }
  return { counted, open: openOf(neededOf(counted, consents)) };
}

/** Every consent that is needed, with how many of these gave it. */
export function neededOf(given: readonly Given[], consents: readonly Consent[]): readonly Needed[] {
  const by = (id: string) => given.filter(({ action, role }) => action === 'consent' && role === id).length;
  return consents.map((one) => ({ ...one, given: by(one.role) }));
}

function openOf(needed: readonly Needed[]): readonly Needed[] {
  const incomplete = needed.filter(({ given, people }) => given < people);
  const step = Math.min(...incomplete.map((one) => one.step));
  return incomplete.filter((one) => one.step === step);
}
