import { tail } from './child.ts';
import { startOwned } from './owned-process.ts';

/** A command that ended with a code other than 0, or not in time. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Standard output and error together, in the order they came. */
  readonly output: string;

  constructor(what: string, output: string) {
    super(`${what}. The last lines of its output:\n${tail(output)}`);
    this.output = output;
  }
}

/** How to run a short command. */
export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment; without it, this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** How long it may take to end by itself when its time is up; 2 s if not given. */
  readonly graceMs?: number;
}

/** Runs a command to its end and returns its standard output. Fails with a CommandError that shows the output's tail. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { timeoutMs, graceMs = 2_000, ...spawnOptions } = options;
  const owned = await startOwned(command, command, args, {
    ...spawnOptions,
    graceMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const all: Buffer[] = [];
  const out: Buffer[] = [];
  owned.process.stdout?.on('data', (chunk: Buffer) => {
    all.push(chunk);
    out.push(chunk);
  });
  owned.process.stderr?.on('data', (chunk: Buffer) => {
    all.push(chunk);
  });
  const closed = new Promise<void>((resolve) => owned.process.once('close', () => resolve()));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void owned.end();
  }, timeoutMs);
  const exitCode = await owned.ended;
  await closed;
  clearTimeout(timer);
  const shown = [command, ...args].join(' ');
  if (isLate) throw new CommandError(`'${shown}' took longer than ${timeoutMs / 1000} s`, text(all));
  if (exitCode !== 0) throw new CommandError(`'${shown}' ended with exit code ${exitCode}`, text(all));
  return text(out);
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
