import { sayAs } from '../../kernel/controls/say.ts';
import { ownersOf } from '../owners.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('owner');

/** A field is changed for the system that owns it, and for no other; who sent it, the bus policy says. */
export const owner: PartyControl = {
  id: 'owner',
  owner: 'enterprise-architecture',
  find({ document, source }) {
    const owners = ownersOf(document);
    if (owners.includes(source)) return [];
    const { field } = document.change;
    const message = `${field} of a ${document.role} is changed by ${owners.join(' or ')} alone; this came from ${source || 'nobody'}.`;
    return [
      say.reject({
        code: 'FIELD-NOT-OWNED',
        message,
        terms: [field],
        expected: owners.join(', '),
        actual: source,
      }),
    ];
  },
};
