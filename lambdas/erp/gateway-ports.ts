import type { AuthoriseDeps } from './authorise.ts';
import type { EffectLogDeps } from './effect-log.ts';
import type { ErpWriter } from './port.ts';

export interface GatewayDeps extends AuthoriseDeps, EffectLogDeps {
  readonly erp: ErpWriter;
  /** Milliseconds for which a prepared command is this worker's alone. */
  readonly leaseMs: number;
}
