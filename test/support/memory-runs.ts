import type { Runs } from '../../lambdas/erp/runs.ts';
import type { Clock } from '../../lambdas/shared/ports.ts';

/** Runs in memory. */
export function memoryRuns(clock: Clock): Runs {
  const open = new Map<string, Set<{ readonly mustEndBy: Date }>>();
  return {
    async begin(command, mustEndBy) {
      const now = clock.now();
      const runs = open.get(command) ?? new Set();
      open.set(command, runs);
      const self = { mustEndBy };
      runs.add(self);
      return {
        crashes: [...runs].filter((run) => run.mustEndBy < now).length,
        strikeOut: async () => void runs.delete(self),
      };
    },
  };
}
