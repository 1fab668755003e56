import { spawnSync } from 'node:child_process';
import { SetupError, step } from './progress.ts';

const fast = process.argv.includes('--fast');

/** What `npm test` runs, in order; the first that fails ends it. */
const CHECKS: readonly [title: string, seconds: number, command: readonly string[], slow?: true][] = [
  ['format and lint', 3, ['biome', 'check', '--error-on-warnings', '.']],
  ['types', 3, ['tsc', '--noEmit']],
  ['unit, property, conformance and architecture tests', 60, ['vitest', 'run', '--project', 'fast']],
  ['functions bundled, templates synthesised, cdk-nag', 4, ['node', 'local/synth.ts']],
  [
    'end to end on LocalStack and the ERP',
    300,
    ['vitest', 'run', '--project', 'erp', '--project', 'ddb', '--project', 'e2e'],
    true,
  ],
];

for (const [title, seconds, [command = '', ...args], slow] of CHECKS) {
  if (slow && fast) continue;
  await step(title, seconds, async () => {
    const { status } = spawnSync(command, args, { stdio: 'inherit' });
    if (status !== 0)
      throw new SetupError(
        `${command} ${args.join(' ')} ended with ${status ?? 'a signal'}`,
        'read what it printed above; it can be run alone',
      );
  }).catch(() => process.exit(1));
}
