import { sayAs } from '../../kernel/controls/say.ts';
import type { RequisitionControl } from '../requisition-case.ts';
import { LIMITS } from '../tolerances.ts';

const say = sayAs('wanted-by');
const DAY_MS = 86_400_000;

/** What is wanted can still be delivered then, and lies not so far ahead that nobody's history reaches it. */
export const wantedBy: RequisitionControl = {
  id: 'wanted-by',
  owner: 'process-owner',
  find({ document, today }) {
    const { value: days } = LIMITS.aheadDays;
    const last = new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
    return document.lines.flatMap(({ id, wantedBy: day }) => {
      const said = { terms: [`lines[${id}]/wantedBy`], expected: `${today} to ${last}`, actual: day };
      if (day < today)
        return [
          say.reject({ code: 'WANTED-IN-THE-PAST', message: `It was wanted by ${day}: say a day to come.`, ...said }),
        ];
      if (day <= last) return [];
      const message = `It is wanted by ${day}, more than ${days} days ahead: ask again nearer to that day.`;
      return [say.reject({ code: 'WANTED-TOO-FAR', message, ...said })];
    });
  },
};
