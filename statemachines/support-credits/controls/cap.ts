import { sayAs } from '../../kernel/controls/say.ts';
import { Decimal } from '../../kernel/decimal.ts';
import { earlierOf, levelOf, serviceLevelOf } from '../amounts/service-level.ts';
import { treatmentOf } from '../classify.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('cap');

/** All price reductions of a month stay within the contract’s cap; a service level is cut down to it, nothing else goes beyond it unseen. */
export const cap: CreditControl = {
  id: 'cap',
  owner: 'process-owner',
  find(of) {
    const { document, facts } = of;
    if (!facts.contract || treatmentOf(document).as === 'entry') return [];
    const byRule = document.reason === 'service-level' ? serviceLevelOf(of) : undefined;
    const { cap: most, earlier } = byRule ?? levelOf(facts.contract, new Decimal(100), earlierOf(of));
    const together = byRule?.earned ?? earlier.plus(document.claimed.amount);
    if (together.lessThanOrEqualTo(most)) return [];
    const message = `The contract caps all credits of the month at ${most.toFixed()}.`;
    const terms = ['claimed.amount', 'contract'];
    return [say.review({ code: 'CAP', message, terms, expected: most.toFixed(), actual: together.toFixed() })];
  },
};
