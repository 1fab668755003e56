import { type FunctionSpec, SERVED } from './function-spec.ts';

/** Functions for what left its way and waits for people. */
export const EXCEPTION_FUNCTIONS = {
  exceptions: {
    ...SERVED,
    entry: 'lambdas/exceptions/handler.ts',
    owner: 'operations',
    may: ['ledger:append', 'evidence:read', 'exceptions:list', 'authority:read', 'authority:check', 'people:verify'],
    signs: 'exceptions',
    verifies: [
      ...(['intake', 'gather', 'decide', 'countersign', 'conclude', 'gateway', 'sweep', 'reopen'] as const),
      ...(['quarantine', 'order', 'exceptions', 'reconcile'] as const),
    ],
  },
} as const satisfies Record<string, FunctionSpec>;
