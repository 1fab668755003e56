import { DEPENDENCY_FUNCTIONS } from './dependency-functions.ts';
import { EFFECT_FUNCTIONS } from './effect-functions.ts';
import { EXCEPTION_FUNCTIONS } from './exception-functions.ts';
import { type FunctionSpec, SERVED, TASK } from './function-spec.ts';
import { INTAKE_FUNCTIONS } from './intake-functions.ts';
import { RECONCILIATION_FUNCTIONS } from './reconciliation-functions.ts';

/** Every function by name; the name is also its folder in `dist/` and its metrics' `service`. */
export const FUNCTIONS = {
  ...INTAKE_FUNCTIONS,
  gather: {
    ...TASK,
    entry: 'lambdas/gather/handler.ts',
    owner: 'finance-systems',
    may: ['ledger:append', 'evidence:read', 'evidence:write', 'cases:list', 'erp:read', 'breakers:use'],
    signs: 'gather',
    verifies: ['intake', 'countersign', 'sweep', 'reopen'],
    placeholders: ['GatherFunction'],
  },
  assess: {
    ...TASK,
    timeoutSeconds: 110,
    entry: 'lambdas/assess/handler.ts',
    owner: 'enterprise-architecture',
    may: [
      'ledger:append',
      'evidence:read',
      'evidence:write',
      'register:read',
      'spending:count',
      'model:ask',
      'breakers:use',
    ],
    signs: 'assess',
    verifies: ['intake', 'gather'],
    placeholders: ['AssessFunction'],
  },
  decide: {
    ...TASK,
    entry: 'lambdas/decide/handler.ts',
    owner: 'process-owner',
    may: ['ledger:append', 'evidence:read', 'evidence:write', 'authority:read', 'commitments:read', 'reviews:time'],
    signs: 'decide',
    verifies: ['intake', 'gather', 'assess', 'countersign'],
    placeholders: ['DecideFunction'],
    reads: ['policy', 'policySchema'],
  },
  review: {
    ...TASK,
    entry: 'lambdas/review/handler.ts',
    owner: 'process-owner',
    may: ['ledger:append', 'claims:read', 'claims:put', 'tasks:answer'],
    signs: 'review',
    verifies: ['intake', 'gather', 'decide'],
    placeholders: ['ReviewFunction'],
  },
  reviews: {
    ...SERVED,
    entry: 'lambdas/review/api/handler.ts',
    owner: 'process-owner',
    may: [
      'ledger:append',
      'evidence:read',
      'claims:read',
      'authority:read',
      'authority:check',
      'reviews:list',
      'people:verify',
      'tasks:answer',
      'reviews:time',
    ],
    signs: 'countersign',
    verifies: ['intake', 'gather', 'assess', 'decide', 'review', 'countersign', 'reopen', 'exceptions'],
    reads: ['policy', 'policySchema'],
  },
  reopen: {
    ...SERVED,
    entry: 'lambdas/reopen/handler.ts',
    owner: 'operations',
    may: [
      ...(['ledger:append', 'evidence:read', 'authority:read', 'authority:check', 'people:verify'] as const),
      ...(['executions:start', 'executions:look'] as const),
    ],
    signs: 'reopen',
    verifies: [
      ...(['intake', 'gather', 'decide', 'countersign', 'conclude', 'gateway'] as const),
      ...(['sweep', 'reopen', 'exceptions'] as const),
    ],
  },
  govern: {
    ...SERVED,
    entry: 'lambdas/govern/handler.ts',
    owner: 'security',
    may: ['ledger:append', 'authority:change', 'authority:check', 'flights:list', 'dependencies:list', 'people:verify'],
    signs: 'govern',
    signsToo: ['watch'],
    verifies: ['govern'],
  },
  ...EXCEPTION_FUNCTIONS,
  ...RECONCILIATION_FUNCTIONS,
  watch: {
    ...TASK,
    memoryMb: 256,
    entry: 'lambdas/govern/watch-handler.ts',
    owner: 'security',
    may: ['governance:append', 'switches:watch', 'flights:list'],
    signs: 'watch',
  },
  escalate: {
    ...TASK,
    entry: 'lambdas/review/escalate-handler.ts',
    owner: 'process-owner',
    may: ['ledger:append', 'reviews:time'],
    signs: 'review',
    verifies: ['intake', 'decide', 'review', 'countersign', 'reopen', 'exceptions'],
    placeholders: ['EscalateFunction'],
  },
  conclude: {
    ...TASK,
    entry: 'lambdas/conclude/handler.ts',
    owner: 'operations',
    may: ['ledger:append'],
    signs: 'conclude',
    placeholders: ['ParkFunction', 'RefuseFunction'],
  },
  ...EFFECT_FUNCTIONS,
  publish: {
    ...TASK,
    entry: 'lambdas/ledger/publish-handler.ts',
    owner: 'operations',
    may: ['ledger:read', 'cases:put', 'bus:put', 'roles:notify'],
  },
  guard: {
    ...TASK,
    memoryMb: 256,
    entry: 'lambdas/ledger/guard-handler.ts',
    owner: 'security',
    may: [],
  },
  ...DEPENDENCY_FUNCTIONS,
  sweep: {
    ...TASK,
    entry: 'lambdas/sweep/handler.ts',
    owner: 'operations',
    may: [
      'ledger:append',
      'cases:list',
      'claims:read',
      'tasks:answer',
      'executions:start',
      'executions:stop',
      'executions:look',
    ],
    signs: 'sweep',
    verifies: ['intake', 'gather', 'assess', 'decide', 'review', 'countersign', 'conclude', 'gateway', 'sweep'],
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** The same table without its literal types. */
export function specOf(name: FunctionName): FunctionSpec {
  return FUNCTIONS[name];
}
