import { isWithin } from '../../kernel/authority/measure.ts';
import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal, sum } from '../../kernel/decimal.ts';
import { inCurrency } from '../../kernel/rates.ts';
import { totalsOf } from '../matching/lines.ts';
import { othersOf } from '../matching/others.ts';
import { vendorOf } from '../matching/vendors.ts';
import type { RequisitionControl } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('splitting');

/** One purchase is not asked for in parts: each below a limit, near in time, by one requester or of one vendor group, together above. */
export const splitting: RequisitionControl = {
  id: 'splitting',
  owner: 'security',
  find(of) {
    const { document, facts, today } = of;
    const { currency } = document;
    const vendor = vendorOf(document, facts);
    const totals = totalsOf(document, facts);
    const own = totals && inCurrency({ amount: totals.gross, currency }, facts.groupCurrency, today, facts);
    if (!vendor || !own) return [];
    const limit = LIMITS.splitAt.value.map((at) => new Decimal(at)).find((at) => own.lessThan(at));
    if (!limit) return [];
    const near = othersOf(of, vendor).filter(({ date }) => isWithin(date, { today, days: LIMITS.splitDays.value }));
    const measured = near.map((other) => ({
      ...other,
      amount: inCurrency(other.gross, facts.groupCurrency, today, facts),
    }));
    const unknown = measured.filter(({ amount }) => amount === undefined);
    const below = measured.filter(({ amount }) => amount?.lessThan(limit));
    const together = sum([own, ...below.flatMap(({ amount }) => amount ?? [])]);
    if (unknown.length === 0 && (below.length === 0 || together.lessThan(limit))) return [];
    const names = [...below, ...unknown].slice(0, 5).map(({ name }) => name);
    const more = below.length + unknown.length - names.length;
    const others = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
    const far = unknown.length > 0 ? 'not all can be measured, for want of a rate' : `${together.toFixed(2)} together`;
    const message = `Within ${LIMITS.splitDays.value} days the same requester or vendor group has, each below ${limit.toFixed()} ${facts.groupCurrency}: ${others}; with this one ${far}. Ask whether it is one purchase.`;
    return [
      say.review({
        code: 'SPLITTING',
        message,
        terms: ['lines'],
        expected: limit.toFixed(),
        actual: together.toFixed(2),
      }),
    ];
  },
};
