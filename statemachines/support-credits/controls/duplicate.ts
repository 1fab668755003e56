import { sayAs } from '../../kernel/controls/say.ts';
import type { CreditControl } from '../credit-case.ts';
import { incidentKey } from '../open-claim.ts';
import { othersOf } from '../others.ts';

const say = sayAs('duplicate');

/** One credit for one incident of one customer, whatever the reason and whoever asks. */
export const duplicate: CreditControl = {
  id: 'duplicate',
  owner: 'process-owner',
  find(of) {
    const { document, facts } = of;
    const own = incidentKey(document.incident.id);
    const same = othersOf(of).filter(
      ({ customer, incident }) =>
        customer === facts.customer?.id && incident !== undefined && incidentKey(incident) === own,
    );
    const [posted] = same.filter((other) => other.posted);
    const [flying] = same.filter((other) => !other.posted);
    const terms = ['incident.id'];
    const [credited, asked] = [
      'The incident was credited already, whole or in part.',
      'Another claim for the same incident is being decided: see how that ends.',
    ];
    const actual = (other: { readonly caseId: string | undefined; readonly date: string }) =>
      other.caseId ?? other.date;
    if (posted) return [say.reject({ code: 'DUPLICATE-CLAIM', message: credited, terms, actual: actual(posted) })];
    return flying ? [say.park({ code: 'DUPLICATE-CLAIM', message: asked, terms, actual: actual(flying) })] : [];
  },
};
