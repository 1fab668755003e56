/** Tests of one kind that a proof runs: all of them, or those of some files and folders. */
export interface Part {
  readonly title: string;
  /** About how long they take. */
  readonly seconds: number;
  readonly project: 'fast' | 'ddb' | 'erp' | 'e2e' | 'load';
  readonly files?: readonly string[];
}

export interface Proof {
  readonly parts: readonly Part[];
  /** Whether the benchmark runs afterwards. */
  readonly bench: boolean;
  /** The environment variable that its tests take their seed from; `--seed` sets it. */
  readonly seed?: string;
  /** What its tests do more of than in `npm test`. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What holds for every workflow alike. */
const OF_EVERY_WORKFLOW = [
  ...['test/conformance.test.ts', 'test/architecture.test.ts', 'test/lib/proofs', 'test/samples/documents'],
  'test/lambdas/shared/authority/proof/sample',
];

/** What `npm run prove:…` runs, by name. */
export const PROOFS: Readonly<Record<string, Proof>> = {
  invoice: {
    parts: [
      { title: 'laws, theorem, mutations, conformance', seconds: 100, project: 'fast' },
      { title: 'crashes at every boundary, on DynamoDB Local', seconds: 60, project: 'ddb' },
      { title: 'the ERP adapter under faults, on Tryton', seconds: 120, project: 'erp' },
      { title: 'samples and outages on LocalStack and Tryton', seconds: 300, project: 'e2e' },
    ],
    bench: true,
  },
  countersignature: {
    parts: [
      {
        title: 'authority proof and bad sets, matrix, review, stops, register',
        seconds: 60,
        project: 'fast',
        files: [
          ...['test/lambdas/shared/authority', 'test/lambdas/review', 'test/lambdas/govern', 'test/lambdas/assess'],
          ...['test/statemachines/kernel', 'test/cli', 'test/crash'],
        ],
      },
      {
        title: 'races of two decisions, and of many cases for the last money, on DynamoDB Local',
        seconds: 120,
        project: 'ddb',
        files: ['test/crash'],
      },
      {
        title: 'reviews, stops and escalation on LocalStack and Tryton',
        seconds: 180,
        project: 'e2e',
        files: ['test/e2e/review', 'test/e2e/escalation'],
      },
    ],
    bench: false,
    environment: { DRAWS_PREPARES: process.env['DRAWS_PREPARES'] ?? '4000' },
  },
  procurement: {
    parts: [
      {
        title: 'controls, laws, authority, the graph and its mutations',
        seconds: 60,
        project: 'fast',
        files: [...OF_EVERY_WORKFLOW, 'test/statemachines/procurement-approvals', 'test/lambdas/erp/draws'],
      },
      {
        title: 'the last money of an account, and consents in one moment, on DynamoDB Local',
        seconds: 60,
        project: 'ddb',
        files: ['test/crash/draws', 'test/crash/consenting'],
      },
      {
        title: 'orders and budgets on Tryton',
        seconds: 150,
        project: 'erp',
        files: ['test/erp/ordering', 'tryton-buyer'],
      },
      {
        title: 'samples, consents and the last money on LocalStack and Tryton',
        seconds: 120,
        project: 'e2e',
        files: ['test/e2e/procurement'],
      },
    ],
    bench: false,
    environment: { DRAWS_PREPARES: process.env['DRAWS_PREPARES'] ?? '4000' },
  },
  credits: {
    parts: [
      {
        title: 'controls, laws, redaction, authority, the graph and its mutations',
        seconds: 60,
        project: 'fast',
        files: [...OF_EVERY_WORKFLOW, 'test/statemachines/support-credits', 'test/statemachines/kernel/redact'],
      },
      {
        title: 'credits and entries on Tryton',
        seconds: 150,
        project: 'erp',
        files: ['test/erp/crediting', 'tryton-credit'],
      },
      {
        title: 'samples and approvals on LocalStack and Tryton',
        seconds: 120,
        project: 'e2e',
        files: ['test/e2e/credits'],
      },
    ],
    bench: false,
  },
  middleware: {
    parts: [
      { title: 'the account in small, in memory', seconds: 20, project: 'fast', files: ['test/middleware'] },
      {
        title: 'ten thousand events and an ERP that misbehaves, on DynamoDB Local',
        seconds: 300,
        project: 'load',
        files: ['test/middleware'],
      },
      {
        title: 'seven faults at each boundary of a case, twenty seeds each, in memory',
        seconds: 60,
        project: 'load',
        files: ['test/crash'],
      },
      {
        title: 'on LocalStack: 500 events, all of them again, without a model; 200 commands to an ERP that misbehaves',
        seconds: 1500,
        project: 'load',
        files: ['test/e2e/middleware', 'test/e2e/bad-erp'],
      },
      {
        title: 'on LocalStack: seven faults at each side effect of the deployed functions',
        seconds: 1000,
        project: 'load',
        files: ['test/e2e/kill-matrix'],
      },
      {
        title: 'on LocalStack: ten times the normal rate for a minute',
        seconds: 600,
        project: 'load',
        files: ['test/e2e/backpressure'],
      },
    ],
    bench: false,
    seed: 'MIDDLEWARE_SEED',
    environment: { MIDDLEWARE_ON_TABLES: '2000' },
  },
};
