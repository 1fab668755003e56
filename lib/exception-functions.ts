import { type FunctionSpec, SERVED, TASK } from './function-spec.ts';

const KEEPING = ['quarantine:append', 'quarantine:evidence', 'quarantine:list', 'quarantine:readmit'] as const;

/** Functions for what left its way and waits for people. */
export const EXCEPTION_FUNCTIONS = {
  quarantine: {
    ...SERVED,
    entry: 'lambdas/quarantine/handler.ts',
    owner: 'operations',
    may: [...KEEPING, 'authority:read', 'people:verify'],
    signs: 'quarantine',
    verifies: ['intake', 'quarantine', 'exceptions'],
  },
  exceptions: {
    ...SERVED,
    entry: 'lambdas/exceptions/handler.ts',
    owner: 'operations',
    may: ['ledger:append', 'exceptions:list', 'authority:read', 'authority:check', 'people:verify'],
    signs: 'exceptions',
    verifies: [
      ...(['intake', 'gather', 'countersign', 'conclude', 'gateway', 'sweep', 'reopen'] as const),
      ...(['quarantine', 'exceptions', 'reconcile'] as const),
    ],
  },
  aging: {
    ...TASK,
    memoryMb: 256,
    entry: 'lambdas/quarantine/age-handler.ts',
    owner: 'operations',
    may: ['quarantine:list', 'exceptions:list'],
  },
} as const satisfies Record<string, FunctionSpec>;
