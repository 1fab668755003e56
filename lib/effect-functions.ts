import type { FunctionSpec } from './function-spec.ts';

const EFFECT = {
  owner: 'finance-systems',
  memoryMb: 512,
  may: [
    'ledger:append',
    'evidence:read',
    'claims:put',
    'authority:read',
    'authority:check',
    'flights:write',
    'commitments:write',
    'erp:write',
  ],
  signs: 'gateway',
  verifies: ['intake', 'gather', 'decide', 'review', 'countersign', 'gateway', 'reopen', 'exceptions'],
  reads: ['policy', 'policySchema'],
} as const satisfies Partial<FunctionSpec>;

/** Those that write to the ERP. */
export const EFFECT_FUNCTIONS = {
  gateway: {
    ...EFFECT,
    timeoutSeconds: 30,
    entry: 'lambdas/erp/handler.ts',
    may: [...EFFECT.may, 'commands:postpone', 'commands:put-aside', 'commands:count-runs', 'tasks:answer'],
  },
  settle: {
    ...EFFECT,
    timeoutSeconds: 60,
    entry: 'lambdas/erp/settle-handler.ts',
    placeholders: ['SettleFunction'],
  },
} as const satisfies Record<string, FunctionSpec>;
