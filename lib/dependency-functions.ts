import type { FunctionSpec } from './function-spec.ts';

/** What watches over that which others may not be able to call. */
export const DEPENDENCY_FUNCTIONS = {
  dependencies: {
    timeoutSeconds: 60,
    memoryMb: 256,
    entry: 'lambdas/dependencies/handler.ts',
    owner: 'operations',
    may: ['dependencies:list', 'dependencies:watch', 'bus:put'],
  },
} as const satisfies Record<string, FunctionSpec>;
