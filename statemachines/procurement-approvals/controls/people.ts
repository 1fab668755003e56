import { sayAs } from '../../kernel/controls/say.ts';
import { sameName } from '../matching/vendors.ts';
import type { RequisitionControl } from '../requisition-case.ts';

const say = sayAs('people');

/** Who asks is not who takes the goods in; that neither of them approves, the conflict table says. */
export const people: RequisitionControl = {
  id: 'people',
  owner: 'security',
  find({ document: { requester, receiver } }) {
    if (receiver === undefined || !sameName(requester, receiver)) return [];
    const message = 'Whoever asks for it would also confirm that it came: let somebody else receive it.';
    return [say.review({ code: 'REQUESTER-RECEIVES', message, terms: ['requester', 'receiver'], actual: receiver })];
  },
};
