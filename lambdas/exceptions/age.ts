import { EXCEPTION_CLASSES, EXCEPTIONS, type ExceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import { formatAmount } from '../../statemachines/kernel/money.ts';
import type { ExceptionsDeps } from './deps.ts';

/** What is open of one class, as far as it is counted. */
export interface Aged {
  readonly class: ExceptionClass;
  readonly owner: OwnerFunction;
  readonly open: number;
  /** Hours since the oldest began; 0 without any. */
  readonly hours: number;
  readonly overdue: number;
  /** By currency, in whole units; what has no value counts nothing. */
  readonly value: Readonly<Record<string, number>>;
}

/** So many of each class are counted at most. */
const MOST = 200;
const HOUR_MS = 3_600_000;

/** How many exceptions of each class are open, for how long, for how much, and how many of them after their time. */
export function measureExceptions({ open, clock }: Pick<ExceptionsDeps, 'open' | 'clock'>): Promise<Aged[]> {
  const now = clock.now();
  return Promise.all(
    EXCEPTION_CLASSES.map(async (of) => {
      const found = (await open(of, { limit: MOST })).flatMap(({ exception }) => exception ?? []);
      const value: Record<string, number> = {};
      for (const { value: one } of found)
        if (one) value[one.currency] = (value[one.currency] ?? 0) + Number(formatAmount(one));
      const oldest = Math.min(now.getTime(), ...found.map(({ since }) => Date.parse(since)));
      return {
        ...{ class: of, owner: EXCEPTIONS[of].owner, open: found.length, value },
        hours: (now.getTime() - oldest) / HOUR_MS,
        overdue: found.filter(({ due }) => due <= now.toISOString()).length,
      };
    }),
  );
}
