import { sayAs } from '../../kernel/controls/say.ts';
import { type ConsentRole, consentsOf } from '../consents.ts';
import type { RequisitionControl } from '../requisition-case.ts';

const say = sayAs('consent');

const WHY: Readonly<Record<ConsentRole, string>> = {
  'it-security': 'It brings devices or software into the house',
  legal: 'It binds us to terms, or to services of much worth',
  'data-protection': 'It processes personal data',
};

/** Where others than those who hold the budget must agree, a person sees to it. */
export const consent: RequisitionControl = {
  id: 'consent',
  owner: 'security',
  find: (of) =>
    consentsOf(of).map(({ role, people }) => {
      const who = people === 1 ? 'one person' : `${people} people`;
      const message = `${WHY[role]}: ${who} of ${role} must agree.`;
      return say.review({ code: `CONSENT-${role.toUpperCase()}`, message, terms: ['lines'], expected: String(people) });
    }),
};
