import { sayAs } from '../../kernel/controls/say.ts';
import { isCovered } from '../amounts/availability.ts';
import type { CreditControl } from '../credit-case.ts';
import { incidentKey } from '../open-claim.ts';

const say = sayAs('outage');

/** What is claimed as an outage is one in the service data of its month; a service level can't be told without them. */
export const outage: CreditControl = {
  id: 'outage',
  owner: 'process-owner',
  find({ document: { reason, incident, serviceData }, facts: { readAt } }) {
    if (reason !== 'service-level') return [];
    const claimed = `${incident.from} to ${incident.until}`;
    if (!serviceData) {
      const message = 'No service data came with the claim: what a service level comes to can’t be told.';
      return [say.reject({ code: 'OUTAGE-UNPROVEN', message, terms: ['serviceData'], actual: claimed })];
    }
    const { month, outages } = serviceData;
    if (!incident.from.startsWith(month)) {
      const message = 'The service data are of another month than the one that the incident began in.';
      const terms = ['serviceData.month'];
      return [
        say.reject({ code: 'OUTAGE-UNPROVEN', message, terms, expected: incident.from.slice(0, 7), actual: month }),
      ];
    }
    const now = new Date(readAt).toISOString();
    const ahead = outages.find(({ until }) => until > now);
    if (ahead) {
      const message = 'The service data tell of an outage that is not over yet: ask again when it is.';
      const [expected, actual] = [`until ${now} at the latest`, ahead.until];
      return [say.reject({ code: 'OUTAGE-UNPROVEN', message, terms: ['serviceData'], expected, actual })];
    }
    const own = outages.filter((each) => incidentKey(each.incident) === incidentKey(incident.id));
    if (isCovered(incident, own)) return [];
    const message = 'Monitoring does not have the whole of the claimed outage; the amount counts what it has.';
    const expected = own.map(({ from, until }) => `${from} to ${until}`).join(', ') || 'nothing of this incident';
    return [
      say.review({ code: 'OUTAGE-UNPROVEN', message, terms: ['incident', 'serviceData'], expected, actual: claimed }),
    ];
  },
};
