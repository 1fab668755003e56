import {
  autonomyKey,
  fourEyesKey,
  materialityKey,
  personKey,
  roleKey,
} from '../../statemachines/kernel/authority/keys.ts';
import { requiredStops } from '../../statemachines/kernel/authority/stop.ts';
import { type AuthorityItem, sampleItem } from './item.ts';
import { SAMPLE_FOUR_EYES, SAMPLE_MATERIALITY, SAMPLE_ROLES } from './limits.ts';
import { SAMPLE_PEOPLE } from './people.ts';

/** Sample authority data: what finance and governance would load, as items of the authority table. */
export function sampleAuthority(workflow: string, companies: readonly string[]): AuthorityItem[] {
  return [
    ...SAMPLE_ROLES.map((role) => sampleItem(roleKey(role.id), 'role', role)),
    ...companies.flatMap((company) => [
      sampleItem(materialityKey(company), 'materiality', SAMPLE_MATERIALITY),
      sampleItem(fourEyesKey(company), 'four-eyes', { currency: 'EUR', from: SAMPLE_FOUR_EYES }),
      sampleItem(autonomyKey(workflow, company), 'autonomy', { level: 'auto', minConfidence: 0.8 }),
    ]),
    ...SAMPLE_PEOPLE.map(([id, name, aliases, appointments]) =>
      sampleItem(personKey(id), 'person', {
        ...{ id, name, aliases },
        appointments: appointments.map(([role, at]) => ({ role, companies: at })),
      }),
    ),
    ...requiredStops(workflow).map((key): AuthorityItem => ({ key, kind: 'stop', stopped: false, version: 1 })),
  ];
}
