import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { SetupError } from '../local/progress.ts';
import { type BenchStack, bringUpBench } from './bring-up.ts';
import { type FlowFigures, type Latency, measureFlow } from './flow.ts';
import { runGoverned } from './governed.ts';
import { type BenchInvoice, benchInvoices, MOST_INVOICES } from './invoices.ts';
import { noted } from './noted.ts';
import { type OwnCpu, ownCpu } from './own-cpu.ts';
import { deployUngoverned } from './ungoverned/deploy.ts';
import { runUngoverned } from './ungoverned/run.ts';

const WARM_UP = 5;
const CPU_WARM_UP = 20;

interface Options {
  readonly cases: number;
  readonly inFlight: number;
  readonly json: boolean;
}

/** What is printed with `--json`. Latencies: received → confirmed by the ledger; start → end of the execution. */
interface Figures {
  readonly inFlight: number;
  readonly governed: FlowFigures;
  readonly ungoverned: FlowFigures;
  readonly ownCpuMs: OwnCpu;
  /** Of the whole machine, one minute's average, after the governed cases; and its cores. */
  readonly load: number;
  readonly cores: number;
}

const OPTIONS = {
  cases: { type: 'string', default: '50' },
  'in-flight': { type: 'string', default: '4' },
  json: { type: 'boolean', default: false },
} as const;

function optionsFrom(args: readonly string[]): Options {
  const values = valuesFrom(args);
  const most = MOST_INVOICES - Math.max(WARM_UP, CPU_WARM_UP);
  return {
    cases: countFrom('--cases', values.cases, most),
    inFlight: countFrom('--in-flight', values['in-flight'], CPU_WARM_UP),
    json: values.json,
  };
}

function valuesFrom(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const usage = 'Call it as: npm run bench -- [--cases 50] [--in-flight 4] [--json]';
    throw new SetupError(error instanceof Error ? error.message : String(error), usage, { cause: error });
  }
}

function countFrom(option: string, text: string, most: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new SetupError(`${option} ${text} is no number of cases`, `Give a whole number from 1 to ${most}.`);
}

async function measure(stack: BenchStack, { cases, inFlight }: Options): Promise<Figures> {
  const warmUp = Math.max(WARM_UP, inFlight);
  const flow = (title: string, series: string, run: (invoice: BenchInvoice) => Promise<Latency>) =>
    noted(`${title}: ${warmUp} cases to warm up, then ${cases}, ${inFlight} at a time`, 60, async () => {
      // As many at a time as later, so that no function starts cold then.
      await measureFlow(benchInvoices(series, 1, warmUp), inFlight, run);
      return measureFlow(benchInvoices(series, warmUp + 1, cases), inFlight, run);
    });
  const governed = await flow('governed', 'GOV', (one) => runGoverned(stack, one));
  const load = loadavg()[0] ?? 0;
  const machine = await noted('ungoverned flow: bundle and deploy', 30, () => deployUngoverned(stack));
  const ungoverned = await flow('ungoverned', 'UNG', (one) => runUngoverned(machine, stack.erp, one));
  const ownCpuMs = await noted(`own CPU of ${cases} cases, in this process`, 5, () =>
    ownCpu(benchInvoices('CPU', 1, CPU_WARM_UP), benchInvoices('CPU', CPU_WARM_UP + 1, cases)),
  );
  return { inFlight, governed, ungoverned, ownCpuMs, load, cores: availableParallelism() };
}

/** The table, and as its last line all figures. */
function report({ inFlight, governed, ungoverned, ownCpuMs, load, cores }: Figures): string {
  const row = (name: string, { casesPerSecond, p50Ms, p95Ms }: FlowFigures) =>
    `${name.padEnd(11)} ${casesPerSecond.toFixed(2).padStart(8)} ${p50Ms.toFixed(0).padStart(8)} ${p95Ms.toFixed(0).padStart(8)}`;
  const times = (of: number, to: number) => `${(of / to).toFixed(2)}×`;
  const { total, ...steps } = ownCpuMs;
  const cpu = Object.entries(steps).map(([name, ms]) => `${name} ${ms.toFixed(1)}`);
  const ratio = `${times(governed.p50Ms, ungoverned.p50Ms)} the p50, ${times(governed.casesPerSecond, ungoverned.casesPerSecond)} the cases/s`;
  return `
flow         cases/s   p50 ms   p95 ms
${row('governed', governed)}
${row('ungoverned', ungoverned)}
own CPU, ms a case: ${cpu.join(', ')}
${governed.cases} cases, ${inFlight} in flight: governed ${governed.casesPerSecond.toFixed(2)}/s, p50 ${governed.p50Ms} ms, p95 ${governed.p95Ms} ms; \
ungoverned ${ungoverned.casesPerSecond.toFixed(2)}/s, p50 ${ungoverned.p50Ms} ms, p95 ${ungoverned.p95Ms} ms; \
governed/ungoverned: ${ratio}; own CPU ${total.toFixed(1)} ms a case; load ${load.toFixed(1)} on ${cores} cores
`;
}

async function main(): Promise<void> {
  const options = optionsFrom(process.argv.slice(2));
  const stack = await bringUpBench();
  try {
    const figures = await measure(stack, options);
    process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : report(figures));
  } finally {
    await stack.stop();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = error instanceof SetupError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
