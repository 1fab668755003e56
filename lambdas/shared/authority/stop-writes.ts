import type { Stop } from '../../../statemachines/kernel/authority/stop.ts';
import type { TransactWrite } from '../ports.ts';

/** What makes a transaction fail if any of these switches, or holds, is not as it was read. */
export function unchangedStops(stops: readonly Pick<Stop, 'key' | 'version'>[]): TransactWrite[] {
  return stops.map(({ key, version }) =>
    version === 'absent' ? { kind: 'absent', key } : { kind: 'unchanged', key, version: version ?? -1 },
  );
}
