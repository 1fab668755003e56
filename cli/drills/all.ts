import type { ControlPlane } from '../control-plane.ts';
import { aiDown } from './ai-down.ts';
import { busDown } from './bus-down.ts';
import type { Drill } from './drill.ts';
import { erpDown } from './erp-down.ts';
import { localErp } from './local-erp.ts';
import { localLedger, publishedMacs } from './local-ledger.ts';
import { localModel } from './local-model.ts';
import { localProducer } from './local-producer.ts';
import type { DrillDeps } from './ports.ts';
import { restore } from './restore.ts';

interface Place extends DrillDeps {
  readonly plane: ControlPlane;
  readonly modelUrl: string;
}

/** Every drill by its name, made ready for one run on the local stack. */
export const DRILLS: Readonly<Record<string, (place: Place) => Promise<Drill>>> = {
  'erp-down': async (deps) => erpDown(deps, await localErp(deps.plane)),
  'ai-down': async (deps) => aiDown(deps, localModel(deps.plane, deps.modelUrl)),
  'bus-down': async (deps) => busDown(deps, localProducer(deps.plane)),
  restore: async ({ plane, run, now }) => restore(localLedger(plane, run), publishedMacs(plane), now),
};
