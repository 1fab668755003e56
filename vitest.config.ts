import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const SLOW = ['ddb', 'erp', 'e2e', 'load'] as const;
const minutes = (count: number) => count * 60_000;

/**
 * One project per kind of test: `fast` needs nothing, `ddb` DynamoDB Local, `erp` the ERP, `e2e` the whole engine;
 * `load` any of them, for many minutes: `npm test` leaves it to `npm run prove:middleware`.
 * Choose by `vitest run --project fast`. What needs a running system runs file by file, one kind after the other.
 */
export default defineConfig({
  test: {
    globalSetup: 'test/support/own-temp.ts',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: SLOW.map((kind) => `test/**/*.${kind}.test.ts`),
          /* Vitest keeps a core for itself, which on two is half of them. */
          maxWorkers: availableParallelism(),
          /* Reading our modules anew for each of the files takes as long as most of the tests. */
          isolate: false,
          testTimeout: minutes(1),
          hookTimeout: minutes(2),
        },
      },
      ...SLOW.map((kind, index) => ({
        test: {
          name: kind,
          include: [`test/**/*.${kind}.test.ts`],
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: index + 1 },
          testTimeout: kind === 'e2e' || kind === 'load' ? minutes(5) : minutes(1),
          hookTimeout: minutes(10),
        },
      })),
    ],
  },
});
