import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { step } from './progress.ts';
import { type Outcome, outcomeOf } from './prove/outcome.ts';
import { type Part, PROOFS } from './prove/proofs.ts';
import { stateDir } from './state-dir.ts';

const file = stateDir('run', 'prove.json');
mkdirSync(stateDir('run'), { recursive: true });

/** Runs the tests of one kind; what came of them is there even if some fail. */
async function tests({ title, seconds, project, files = [] }: Part): Promise<Outcome> {
  return step(title, seconds, async () => {
    rmSync(file, { force: true });
    const reporting = ['--reporter=default', '--reporter=json', `--outputFile=${file}`];
    const { status } = spawnSync('vitest', ['run', '--project', project, ...files, ...reporting], { stdio: 'inherit' });
    return outcomeOf(project, status, JSON.parse(readFileSync(file, 'utf8')));
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

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const [name = ''] = positionals;
const proof = PROOFS[name];
if (!proof) throw new Error(`there is no proof "${name}": ${Object.keys(PROOFS).join(', ')}`);
if (values.seed !== undefined && !(proof.seed && /^\d{1,9}$/.test(values.seed)))
  throw new Error(`--seed ${values.seed}: ${proof.seed ? 'a whole number' : `the proof "${name}" takes none`}`);
const seed = proof.seed && (values.seed ?? process.env[proof.seed] ?? String(Date.now() % 1_000_000));
Object.assign(process.env, proof.environment, proof.seed && { [proof.seed]: seed });
const outcomes: Outcome[] = [];
for (const part of proof.parts) outcomes.push(await tests(part));
const figures = [...(seed ? [`seed ${seed}`] : []), ...outcomes.flatMap((outcome) => outcome.figures)];
if (proof.bench) figures.push(await step('benchmark: governed and ungoverned', 120, async () => bench()));
const holds = outcomes.every((outcome) => outcome.holds);
process.stdout.write(`${name} ${holds ? 'holds' : 'DOES NOT HOLD'}: ${figures.join(' · ')}\n`);
process.exitCode = holds ? 0 : 1;
