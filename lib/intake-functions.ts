import { type FunctionSpec, SERVED, TASK } from './function-spec.ts';

const KEEPING = ['quarantine:append', 'quarantine:evidence', 'quarantine:list'] as const;
/** What everybody may who looks after the order of events. */
const ORDERING = ['order:read', 'order:list', 'order:append', 'intake:ask'] as const;

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
      ...(['claims:read', 'claims:put', 'tasks:wake', 'reviews:time'] as const),
      'bus:put',
      'executions:start',
      'executions:stop',
      'quarantine:evidence',
      ...(['order:read', 'order:advance', 'order:free', 'order:evidence', 'intake:ask'] as const),
    ],
    signs: 'intake',
    verifies: [
      'intake',
      'decide',
      'review',
      'countersign',
      'gateway',
      'quarantine',
      'exceptions',
      'reopen',
      'conclude',
    ],
  },
  quarantine: {
    ...SERVED,
    entry: 'lambdas/quarantine/handler.ts',
    owner: 'operations',
    may: [...KEEPING, ...ORDERING, 'order:advance', 'authority:read', 'people:verify'],
    signs: 'quarantine',
    signsToo: ['order'],
    verifies: ['intake', 'quarantine', 'order', 'exceptions'],
  },
  aging: {
    ...TASK,
    memoryMb: 256,
    entry: 'lambdas/quarantine/age-handler.ts',
    owner: 'operations',
    may: ['quarantine:list', 'exceptions:list', ...ORDERING, 'order:time'],
    signs: 'order',
  },
} as const satisfies Record<string, FunctionSpec>;
