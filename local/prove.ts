import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { step } from './progress.ts';
import { stateDir } from './state-dir.ts';

/** What vitest's JSON reporter says at the top. */
interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numTotalTests: number;
}

const report = stateDir('run', 'prove.json');
mkdirSync(stateDir('run'), { recursive: true });

/** Runs one kind of tests; the counts are there even if some fail. */
async function tests(title: string, seconds: number, ...projects: string[]): Promise<Counts> {
  return step(title, seconds, async () => {
    const kinds = projects.flatMap((project) => ['--project', project]);
    spawnSync('vitest', ['run', ...kinds, '--reporter=default', '--reporter=json', `--outputFile=${report}`], {
      stdio: 'inherit',
    });
    return JSON.parse(readFileSync(report, 'utf8')) as Counts;
  });
}

function bench(): string {
  const { status, stdout } = spawnSync('node', ['bench/straight-through.ts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stdout.write(stdout);
  if (status !== 0) throw new Error(`the benchmark ended with ${status}`);
  return stdout.trim().split('\n').at(-1) ?? '';
}

const parts = [
  ['fast', await tests('laws, theorem, mutations, conformance', 60, 'fast')],
  ['crash matrix', await tests('crashes at every boundary, on DynamoDB Local', 60, 'ddb')],
  ['ERP conformance', await tests('the ERP adapter under faults, on Tryton', 120, 'erp')],
  ['end to end', await tests('samples and outages on LocalStack and Tryton', 300, 'e2e')],
] as const;
const figures = await step('benchmark: governed and ungoverned', 120, async () => bench());
const failed = parts.reduce((sum, [, { numFailedTests }]) => sum + numFailedTests, 0);
const counts = parts.map(([name, { numPassedTests, numTotalTests }]) => `${name} ${numPassedTests}/${numTotalTests}`);
process.stdout.write(`${[...counts, figures].join(' · ')}\n`);
process.exitCode = failed === 0 ? 0 : 1;
