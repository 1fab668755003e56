import { bundleFunctions } from '../bin/build/bundle.ts';
import type { ControlPlane } from '../cli/control-plane.ts';
import { type RunningErp, startErp } from '../erp/start.ts';
import { LOCAL_MODEL } from './authority/register.ts';
import { bootstrap, deploy } from './engine/cdk.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { engineEnvironment } from './engine/environment.ts';
import { requireFreePort } from './engine/port.ts';
import { synthesise } from './engine/synthesise.ts';
import { startErpDoor } from './erp-door.ts';
import { type IdentityProvider, identitySettings, startIdentityProvider } from './identity/provider.ts';
import { startModelEndpoint } from './model/endpoint.ts';
import { referenceBackend } from './model/reference/backend.ts';
import { step } from './progress.ts';
import { sampleItems, seed } from './seed.ts';
import { signCode } from './signatures/sign-code.ts';
import { startedParts } from './started.ts';
import { stateDir } from './state-dir.ts';

export interface Ports {
  readonly engine: number;
  readonly erp: number;
  /** Of the proxy before the ERP, by which functions reach it. */
  readonly door: number;
  readonly model: number;
  readonly identity: number;
}

export const DEFAULT_PORTS: Ports = { engine: 4566, erp: 8010, door: 8011, model: 4900, identity: 4901 };

const PARTS: Readonly<Record<keyof Ports, string>> = {
  engine: 'The local engine',
  erp: 'The ERP',
  door: 'The way to the ERP',
  model: 'The model endpoint',
  identity: 'The OpenID provider',
};

/** Everything that runs locally; `stop` ends all of it, in reverse order. */
export interface LocalStack {
  readonly engine: Engine;
  readonly erp: RunningErp;
  readonly model: Awaited<ReturnType<typeof startModelEndpoint>>;
  readonly identity: IdentityProvider;
  readonly plane: ControlPlane;
  /** After a restart of the ERP: the process that `stop` has to end from now on. */
  replaceErp(erp: RunningErp): void;
  stop(): Promise<void>;
}

/** What may differ from what AWS gets: values only. */
export interface LocalSettings {
  readonly erpTimeoutMs: number;
  readonly erpLeaseMs: number;
  /** How long an hour of a review's time lasts, at any time of any day; working hours if not given. */
  readonly workingHourSeconds?: number;
}

/** Starts engine, ERP, model endpoint and identity provider, deploys the same templates that go to AWS, and fills what an operator fills. */
export async function bringUp(ports: Ports, local: LocalSettings): Promise<LocalStack> {
  const { keep, stop } = startedParts();
  try {
    for (const [part, port] of Object.entries(ports)) await requireFreePort(port, PARTS[part as keyof Ports]);
    const model = keep(await startModelEndpoint({ port: ports.model, backend: referenceBackend }));
    const identity = keep(await startIdentityProvider({ port: ports.identity }));
    const templates = stateDir('run', `templates-${ports.engine}`);
    const settings = {
      modelId: LOCAL_MODEL,
      bedrockEndpoint: model.url,
      ...identitySettings(identity),
      ...asText(local),
    };
    const [engine, erp] = await step(
      'LocalStack and Tryton, installed where missing and started; functions bundled, templates synthesised',
      30,
      () =>
        Promise.all([
          startEngine({ port: ports.engine }).then(keep).then(bootstrapped),
          startErp({ port: ports.erp }).then(keep),
          bundleFunctions()
            .then(signCode)
            .then((signatures) => synthesise(templates, { ...settings, ...signatures })),
        ]),
    );
    Object.assign(process.env, engineEnvironment(engine.endpoint));
    const [authority] = await step('cdk deploy; the sample authority data proved meanwhile', 15, () =>
      Promise.all([
        sampleItems(Object.keys(erp.masters.companies)),
        deploy({ endpoint: engine.endpoint, app: templates, cwd: templates }),
      ]),
    );
    const { controlPlane } = await import('../cli/control-plane.ts');
    const plane = await controlPlane();
    const door = keep(await startErpDoor({ port: ports.door, erp: erp.url }));
    const access = ({ login, password }: { login: string; password: string }) => ({
      url: door.url,
      database: erp.database,
      login,
      password,
    });
    const { reader, invoice, steward, buyer, credit } = erp.users;
    const secrets = {
      ...{ reader: access(reader), writer: access(invoice) },
      ...{ steward: access(steward), buyer: access(buyer), crediter: access(credit) },
    };
    await step('ERP secrets and sample authority data', 2, () => seed(plane, secrets, authority));
    return { engine, erp, model, identity, plane, replaceErp: keep, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bootstrapped(engine: Engine): Promise<Engine> {
  await bootstrap(engine.endpoint);
  return engine;
}

const asText = (local: LocalSettings) =>
  Object.fromEntries(Object.entries(local).map(([name, value]) => [name, String(value)]));
