import { type FunctionSpec, TASK } from './function-spec.ts';

/** The function that compares ledger and ERP; it reads there and never writes. */
export const RECONCILIATION_FUNCTIONS = {
  reconcile: {
    ...TASK,
    timeoutSeconds: 300,
    entry: 'lambdas/reconcile/handler.ts',
    owner: 'finance-systems',
    may: ['ledger:append', 'cases:list', 'flights:list', 'erp:read', 'reconciliation:keep', 'commands:settle'],
    signs: 'reconcile',
    verifies: ['gateway', 'exceptions', 'reconcile'],
  },
} as const satisfies Record<string, FunctionSpec>;
