import { bundleFunctions } from '../bin/build/bundle.ts';
import type { ControlPlane } from '../cli/control-plane.ts';
import { deploy } from '../local/engine/cdk.ts';
import { startEngine } from '../local/engine/engine.ts';
import { engineEnvironment } from '../local/engine/environment.ts';
import { startModelEndpoint } from '../local/model/endpoint.ts';
import { referenceBackend } from '../local/model/reference/backend.ts';
import { sampleItems, seed } from '../local/seed.ts';
import { signCode } from '../local/signatures/sign-code.ts';
import { startedParts } from '../local/started.ts';
import { noted } from './noted.ts';
import { type StubErp, stubErp } from './stub-erp.ts';
import { serveStubErp } from './stub-server.ts';

/** Apart from those of `npm start` and of the tests. */
const PORTS = { engine: 4766, model: 4970 };
export const MODEL_ID = 'countersign.reference-v1';

/** The deployed control plane with a stub where the ERP would be; `stop` ends all of it. */
export interface BenchStack {
  readonly endpoint: string;
  readonly modelUrl: string;
  readonly erpUrl: string;
  readonly erp: StubErp;
  readonly plane: ControlPlane;
  stop(): Promise<void>;
}

/** Something between the functions and the ERP. */
type Between = (erpUrl: string) => Promise<{ readonly url: string; stop(): Promise<void> }>;

/** As `npm start` does, without Tryton; `between` may put something before the stub of the ERP, `more` is further context. */
export async function bringUpBench(
  ports: typeof PORTS = PORTS,
  between?: Between,
  more: Readonly<Record<string, string>> = {},
): Promise<BenchStack> {
  const { keep, stop } = startedParts();
  try {
    const engine = keep(await noted('LocalStack', 30, () => startEngine({ port: ports.engine })));
    const model = keep(await startModelEndpoint({ port: ports.model, backend: referenceBackend }));
    const erp = stubErp();
    const stub = keep(await serveStubErp(erp));
    const server = between ? keep(await between(stub.url)) : stub;
    await noted('functions: one bundle each', 2, bundleFunctions);
    Object.assign(process.env, engineEnvironment(engine.endpoint));
    const context = {
      ...{ modelId: MODEL_ID, bedrockEndpoint: model.url, erpTimeoutMs: '4000', erpLeaseMs: '8000' },
      ...(await signCode()),
      ...more,
    };
    await noted('cdk bootstrap and deploy', 60, () => deploy({ endpoint: engine.endpoint, context }));
    const { controlPlane } = await import('../cli/control-plane.ts');
    const plane = await controlPlane();
    const access = { url: server.url, database: 'stub', login: 'bench', password: 'stub' };
    await seed(
      plane,
      { reader: access, writer: access, steward: access, buyer: access, crediter: access },
      await sampleItems(['MFR', 'MSL']),
    );
    return { endpoint: engine.endpoint, modelUrl: model.url, erpUrl: server.url, erp, plane, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
