import { sayAs } from '../../kernel/controls/say.ts';
import { normaliseName } from '../../kernel/normalise.ts';
import type { CreditControl } from '../credit-case.ts';

const say = sayAs('requester');
const nameOf = (name: string) => normaliseName(name.replace(/^support:/i, ''));

/** Whoever asks for the credit is not who gets it, and the customer is nobody of ours. */
export const requester: CreditControl = {
  id: 'requester',
  owner: 'security',
  find({ document, facts: { customer } }) {
    const agent = nameOf(document.agent);
    const others = document.thread.filter(({ role }) => role === 'customer').flatMap(({ by }) => by ?? []);
    const names = [document.customer, ...(customer ? [customer.code, customer.name] : []), ...others];
    const self = 'The agent who asks for the credit is the customer, or writes for it: somebody else has to ask.';
    const related = `${customer?.name} belongs to us or to somebody of ours.`;
    return [
      ...(names.some((name) => nameOf(name) === agent)
        ? [say.reject({ code: 'AGENT-IS-CUSTOMER', message: self, terms: ['agent'] })]
        : []),
      ...(customer?.relatedParty === true
        ? [say.review({ code: 'RELATED-PARTY', message: related, terms: ['customer'] })]
        : []),
    ];
  },
};
