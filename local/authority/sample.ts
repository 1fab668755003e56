import {
  autonomyKey,
  fourEyesKey,
  materialityKey,
  personKey,
  roleKey,
} from '../../statemachines/kernel/authority/keys.ts';
import { requiredStops } from '../../statemachines/kernel/authority/stop.ts';
import { SAMPLE_FOUR_EYES, SAMPLE_MATERIALITY, SAMPLE_ROLES } from './limits.ts';
import { SAMPLE_PEOPLE } from './people.ts';

/** An item of the authority table. */
export type AuthorityItem = Record<string, unknown> & { readonly key: string; readonly kind: string };

const validFrom = '2026-01-01T00:00:00.000Z';
const item = (key: string, kind: string, term: object): AuthorityItem => ({
  ...{ key, kind, version: 1, changedBy: [], terms: [{ ...term, validFrom }] },
});

/** Sample authority data: what finance and governance would load, as items of the authority table. */
export function sampleAuthority(workflow: string, companies: readonly string[]): AuthorityItem[] {
  return [
    ...SAMPLE_ROLES.map((role) => item(roleKey(role.id), 'role', role)),
    ...companies.flatMap((company) => [
      item(materialityKey(company), 'materiality', SAMPLE_MATERIALITY),
      item(fourEyesKey(company), 'four-eyes', { currency: 'EUR', from: SAMPLE_FOUR_EYES }),
      item(autonomyKey(workflow, company), 'autonomy', { level: 'auto', minConfidence: 0.8 }),
    ]),
    ...SAMPLE_PEOPLE.map(([id, name, aliases, appointments]) =>
      item(personKey(id), 'person', {
        ...{ id, name, aliases },
        appointments: appointments.map(([role, at]) => ({ role, companies: at })),
      }),
    ),
    ...requiredStops(workflow).map((key): AuthorityItem => ({ key, kind: 'stop', stopped: false, version: 1 })),
  ];
}
