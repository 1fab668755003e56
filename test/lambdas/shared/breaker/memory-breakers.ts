import type { BreakerStore } from '../../../../lambdas/shared/breaker/breaker.ts';
import { CIRCUIT_LIMITS, type Circuit, CLOSED, type Counts } from '../../../../lambdas/shared/breaker/circuit.ts';
import type { BreakerOverride } from '../../../../statemachines/kernel/authority/breaker-override.ts';
import { dependencyName } from '../../../../statemachines/kernel/authority/dependency.ts';

/** Breakers that all workers of a test share. */
export function memoryBreakers() {
  const circuits = new Map<string, { circuit: Circuit; version: number }>();
  const calls: { readonly key: string; readonly outcome: keyof Counts; readonly at: number }[] = [];
  const overrides = new Map<string, BreakerOverride>();
  const changes: Circuit[] = [];
  const store: BreakerStore = {
    async read(of) {
      const key = dependencyName(of);
      const override = overrides.get(key);
      return { ...(circuits.get(key) ?? { circuit: CLOSED, version: 0 }), ...(override && { override }) };
    },
    async count(of, { since }, outcome, now) {
      const key = `${dependencyName(of)}/${since}`;
      calls.push({ key, outcome, at: now });
      const within = calls.filter((call) => call.key === key && call.at > now - CIRCUIT_LIMITS.windowMs);
      const failed = within.filter((call) => call.outcome === 'failed').length;
      return { failed, answered: within.length - failed };
    },
    async replace(of, was, next) {
      const key = dependencyName(of);
      if ((circuits.get(key)?.version ?? 0) !== was) return false;
      circuits.set(key, { circuit: next, version: was + 1 });
      changes.push(next);
      return true;
    },
  };
  return { store, circuits, overrides, changes };
}
