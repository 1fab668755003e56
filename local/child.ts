import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OwnedProcess, startOwned } from './owned-process.ts';
import { SetupError } from './progress.ts';
import { stateDir } from './state-dir.ts';

/** A long-running program to start. */
export interface ChildSpec {
  /** Short, fit for a file name: the log is `.local/logs/<name>.log`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment; without it, this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Asked again and again until it answers true; a throw counts as false. */
  readonly ready: () => Promise<boolean>;
  readonly readyWithinMs: number;
  /** How long it may take to end by itself after SIGTERM; 5 s if not given. */
  readonly graceMs?: number;
}

/** A program that runs and is ready. */
export interface Child {
  readonly pid: number;
  readonly logFile: string;
  /** Settles with the exit code when it ends, whoever ended it. */
  readonly ended: Promise<number>;
  /** Ends it and all that it started; may be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a program in its own group, its output in a log file, and waits until it is ready.
 * Fails with a SetupError that shows the log's tail if the program ends or is not ready in time; nothing is left then.
 * It also ends when this process ends, by signal or otherwise; after SIGKILL, at the next start.
 */
export async function startChild(spec: ChildSpec): Promise<Child> {
  mkdirSync(stateDir('logs'), { recursive: true });
  const logFile = stateDir('logs', `${spec.name}.log`);
  const log = openSync(logFile, 'w');
  try {
    const owned = await startOwned(spec.name, spec.command, spec.args, {
      stdio: ['ignore', log, log],
      graceMs: spec.graceMs ?? 5_000,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.env === undefined ? {} : { env: spec.env }),
    });
    await waitUntilReady(spec, owned, logFile).catch(async (error: unknown) => {
      await owned.end();
      throw error;
    });
    return { pid: owned.pid, logFile, ended: owned.ended, stop: owned.end };
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(spec: ChildSpec, owned: OwnedProcess, logFile: string): Promise<void> {
  const deadline = performance.now() + spec.readyWithinMs;
  let exitCode: number | undefined;
  const ended = owned.ended.then((code) => {
    exitCode = code;
  });
  while (exitCode === undefined) {
    const left = deadline - performance.now();
    if (left <= 0) throw notReady(`${spec.name} was not ready after ${spec.readyWithinMs / 1000} s`, logFile);
    const isReady = await Promise.race([
      spec.ready().catch(() => false),
      ended.then(() => false),
      sleep(left, false, { ref: false }),
    ]);
    if (isReady && exitCode === undefined) return;
    await Promise.race([sleep(150), ended]);
  }
  throw notReady(`${spec.name} ended with exit code ${exitCode} before it was ready`, logFile);
}

function notReady(what: string, logFile: string): SetupError {
  return new SetupError(
    `${what}. The last lines of its log:\n${tail(readFileSync(logFile, 'utf8'))}`,
    `Read ${logFile}, mend what it says, and start again.`,
  );
}

/** The last lines of a text, each indented. */
export function tail(text: string, lines = 25): string {
  return text
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}
