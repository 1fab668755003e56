import { type ErpRole, type RunningErp, startErp } from '../../erp/start.ts';
import { type TrytonClient, tryton } from '../../lambdas/erp/tryton/client.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

/** The real ERP on a fresh copy of its masters, and a wire to it that fails as it is told. */
export interface ErpBehindProxy {
  readonly erp: RunningErp;
  /** On which the ERP itself listens. */
  readonly port: number;
  readonly wire: FaultProxy;
  /** A client with a session of its own, over the wire or beside it. */
  client(role: ErpRole, options?: { readonly timeoutMs?: number; readonly beside?: boolean }): TrytonClient;
  stop(): Promise<void>;
}

/** Starts both on loopback; the first time on a machine installs the ERP, which takes minutes. */
export async function startErpBehindProxy(ports: {
  readonly erp: number;
  readonly proxy: number;
}): Promise<ErpBehindProxy> {
  const erp = await startErp({ port: ports.erp });
  const wire = await startFaultProxy({ port: ports.proxy, upstream: erp.url }).catch(async (error: unknown) => {
    await erp.stop();
    throw error;
  });
  return {
    erp,
    port: ports.erp,
    wire,
    client: (role, { timeoutMs = 60_000, beside = false } = {}) =>
      tryton({ url: beside ? erp.url : wire.url, database: erp.database, ...erp.users[role], timeoutMs }),
    async stop() {
      await wire.stop();
      await erp.stop();
    },
  };
}
