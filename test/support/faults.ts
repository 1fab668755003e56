import { AsyncLocalStorage } from 'node:async_hooks';

/** The worker died; nothing in it ran any further, not even its catch blocks. */
export class Crashed extends Error {
  override readonly name = 'Runtime.ExitError';
}

interface Worker {
  /** Rejects the delivery; what the worker was doing hangs for good. */
  readonly die: (error: Crashed) => void;
  /** Delivers the same once more, as a worker of its own. */
  readonly again: () => Promise<unknown>;
  throttled: number;
}
const current = new AsyncLocalStorage<Worker>();

/** Runs a delivery as a worker that can be killed at any boundary. */
export function asWorker<T>(work: () => Promise<T>): Promise<T> {
  const { promise: death, reject } = Promise.withResolvers<never>();
  const again = () => asWorker(work).catch(() => undefined);
  return Promise.race([current.run({ die: reject, again, throttled: 0 }, work), death]);
}

/** Lets this many next requests of this worker be throttled below the SDK's retry. */
export async function throttling<T>(requests: number, work: () => Promise<T>): Promise<T> {
  const worker: Worker = current.getStore() ?? { die: () => {}, again: async () => {}, throttled: 0 };
  worker.throttled = requests;
  return current.run(worker, work);
}

/** Whether the request that is about to be sent is to be throttled. */
export function takeThrottle(): boolean {
  const worker = current.getStore();
  if (!worker || worker.throttled <= 0) return false;
  worker.throttled -= 1;
  return true;
}

export const FAULTS = ['crash before', 'crash after', 'throttled', 'duplicate', 'time over', 'stopped'] as const;
/**
 * What can happen at one call of a port. `answer lost`: it is done, and nobody hears of it; `timeout`: nothing comes, the
 * worker's own time runs out; `malformed`: it is done, and what comes back can't be read.
 */
export const CALL_FAULTS = [
  ...(['crash before', 'crash after', 'answer lost', 'duplicate'] as const),
  ...(['throttled', 'timeout', 'malformed'] as const),
];
export type Fault = (typeof FAULTS)[number] | (typeof CALL_FAULTS)[number];

/** How a port fails where it can't just now, and where nobody knows what came of the call. */
export interface Failures {
  readonly busy?: (() => Error) | undefined;
  readonly unheard: () => Error;
}

/** One fault at the `at`-th boundary that is crossed, from 1. */
export interface Plan {
  readonly at: number;
  readonly fault: Fault;
}

export interface Boundaries {
  readonly crossed: string[];
  /** Spoils the boundary that is crossed as the `ahead`-th from now. */
  spoil(fault: Fault, ahead: number): void;
  /** Every worker that crosses such a boundary dies there, from now on. */
  doom(fault: 'crash before' | 'crash after', names: RegExp): void;
  /** A port call: numbered, and spoilt if the plan says so. */
  cross<T>(name: string, effect: () => Promise<T>, fails: Failures): Promise<T>;
}

const DONE: ReadonlySet<Fault> = new Set(['crash after', 'answer lost', 'malformed']);

/** Numbers the port calls of one run. `world` does what happens meanwhile; `undefined` as plan spoils nothing. */
export function boundaries(plan?: Plan, world?: Readonly<Partial<Record<Fault, () => Promise<void>>>>): Boundaries {
  const crossed: string[] = [];
  let due = plan;
  let doomed: { readonly fault: Fault; readonly names: RegExp } | undefined;
  const die = (): Promise<never> => {
    const worker = current.getStore();
    if (!worker) return Promise.reject(new Error('a boundary was crossed outside any worker'));
    worker.die(new Crashed('the worker died'));
    return new Promise(() => {});
  };
  return {
    crossed,
    spoil(fault, ahead) {
      due = { at: crossed.length + ahead, fault };
    },
    doom(fault, names) {
      doomed = { fault, names };
    },
    async cross(name, effect, { busy, unheard }) {
      const place = crossed.push(name);
      const spoilt = doomed?.names.test(name) ? doomed : due?.at === place ? due : undefined;
      if (!spoilt) return effect();
      if (spoilt.fault === 'crash before') return die();
      if (spoilt.fault === 'timeout') {
        await world?.timeout?.();
        return die();
      }
      if (spoilt.fault === 'throttled') {
        if (busy) throw busy();
        return throttling(1, effect);
      }
      if (DONE.has(spoilt.fault)) {
        await effect();
        if (spoilt.fault === 'crash after') return die();
        throw spoilt.fault === 'malformed' ? new SyntaxError(`${name}: the answer can't be read`) : unheard();
      }
      await (spoilt.fault === 'duplicate' ? current.getStore()?.again() : world?.[spoilt.fault]?.());
      return effect();
    },
  };
}
