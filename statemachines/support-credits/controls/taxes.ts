import { sayAs } from '../../kernel/controls/say.ts';
import { chosenOf } from '../chosen.ts';
import { treatmentOf } from '../classify.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('taxes');

/** Of a line with several taxes at once no share can be told apart: a person credits it. */
export const taxes: CreditControl = {
  id: 'taxes',
  owner: 'finance-systems',
  find(of) {
    if (treatmentOf(of.document).as === 'entry') return [];
    const several = chosenOf(of)?.lines.filter((line) => line.taxes.length > 1) ?? [];
    if (several.length === 0) return [];
    const message = 'A line has several taxes at once: credit it in the ERP by hand.';
    const actual = several.map(({ id }) => id).join(', ');
    return [say.park({ code: 'SEVERAL-TAXES', message, terms: ['invoices[0].lines'], actual })];
  },
};
