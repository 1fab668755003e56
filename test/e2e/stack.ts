import { bringUp, type LocalSettings, type LocalStack } from '../../local/bring-up.ts';

/** Ports apart from those of `npm start`, so that both can run. */
const PORTS = { engine: 4666, erp: 8060, door: 8061, model: 4960, identity: 4961 };

/** A whole local stack with short leases, for one test file. */
export function testStack(more: Partial<LocalSettings> = {}): Promise<LocalStack> {
  return bringUp(PORTS, { erpTimeoutMs: 4_000, erpLeaseMs: 8_000, ...more });
}
