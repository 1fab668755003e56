import {
  autonomyKey,
  materialityKey,
  ROLE_IDS,
  type RoleData,
  roleKey,
  stopKeys,
} from '../statemachines/kernel/authority.ts';

const validFrom = '2026-01-01T00:00:00.000Z';
const eur = (minor: number) => ({ minor, currency: 'EUR' });

/** Limits in cents of the group currency: with an order, without one. */
const LIMITS: Readonly<Record<(typeof ROLE_IDS)[number], readonly [number, number]>> = {
  agent: [2_500_000, 50_000],
  clerk: [1_000_000, 100_000],
  'ap-manager': [5_000_000, 1_000_000],
  controller: [25_000_000, 5_000_000],
  cfo: [500_000_000, 100_000_000],
};

/** Sample delegation of authority: what finance would load, as items of the authority table. */
export function sampleAuthority(workflow: string, segments: readonly string[]): Record<string, unknown>[] {
  const roles = ROLE_IDS.map((id, rank): RoleData & { key: string } => {
    const [order, nonOrder] = LIMITS[id];
    return {
      key: roleKey(id),
      kind: 'role',
      id,
      rank,
      limit: eur(order),
      nonOrderLimit: eur(nonOrder),
      version: 1,
      validFrom,
    };
  });
  const materiality = {
    key: materialityKey(workflow),
    kind: 'materiality',
    threshold: eur(5_000_000),
    version: 1,
    validFrom,
  };
  const autonomy = segments.map((segment) => ({
    key: autonomyKey(workflow, segment),
    kind: 'autonomy',
    level: 'auto',
    minConfidence: 0.8,
    version: 1,
    validFrom,
  }));
  const stops = stopKeys(workflow).map((key) => ({ key, kind: 'stop', stopped: false, version: 1 }));
  return [...roles, materiality, ...autonomy, ...stops];
}
