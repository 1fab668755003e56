import { type FunctionSpec, SERVED, TASK } from './function-spec.ts';

const KEEPING = ['quarantine:append', 'quarantine:evidence', 'quarantine:list', 'quarantine:readmit'] as const;

/** What takes events in, and what keeps those that can't be, or not yet. */
export const INTAKE_FUNCTIONS = {
  intake: {
    ...TASK,
    entry: 'lambdas/intake/handler.ts',
    owner: 'enterprise-architecture',
    may: [
      'ledger:append',
      'evidence:write',
      'documents:read',
      'documents:list',
      'claims:put',
      'bus:put',
      'executions:start',
      'quarantine:evidence',
    ],
    signs: 'intake',
    verifies: ['quarantine'],
  },
  quarantine: {
    ...SERVED,
    entry: 'lambdas/quarantine/handler.ts',
    owner: 'operations',
    may: [...KEEPING, 'authority:read', 'people:verify'],
    signs: 'quarantine',
    verifies: ['intake', 'quarantine'],
  },
  aging: {
    ...TASK,
    memoryMb: 256,
    entry: 'lambdas/quarantine/age-handler.ts',
    owner: 'operations',
    may: ['quarantine:list'],
  },
} as const satisfies Record<string, FunctionSpec>;
