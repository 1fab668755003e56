import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { endStaleChildren, forgetChild, recordChild } from './child-records.ts';
import { killMarked, markVariable, signal } from './processes.ts';
import { SetupError } from './progress.ts';

/** A process of ours in its own group; nothing that it starts outlives it or us. */
export interface OwnedProcess {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The exit code, or 128 + n after signal n; settles when the process and all that it started have ended. */
  readonly ended: Promise<number>;
  /** SIGTERM, after its grace SIGKILL; returns when nothing is left. */
  end(): Promise<void>;
}

/** What to start, and how long it may take to end by itself after SIGTERM. */
export interface OwnedOptions extends SpawnOptions {
  readonly graceMs: number;
}

const living = new Map<string, OwnedProcess>();
const signalsThatEnd = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
let staleEnded = false;

/** Starts a command of ours. Fails with a SetupError if there is no such command. */
export async function startOwned(
  name: string,
  command: string,
  args: readonly string[],
  options: OwnedOptions,
): Promise<OwnedProcess> {
  if (!staleEnded) endStaleChildren();
  staleEnded = true;
  const mark = randomUUID();
  const environment = options.env ?? process.env;
  const marks = [process.env[markVariable], mark].filter(Boolean).join(',');
  const child = spawn(command, args, { ...options, detached: true, env: { ...environment, [markVariable]: marks } });
  const pid = child.pid ?? refuse(command, await once(child, 'error'));
  if (living.size === 0) watchOwnEnd();
  const owned: OwnedProcess = { process: child, pid, ended: whenEnded(child, mark, pid), end };
  living.set(mark, owned);
  recordChild({ name, mark, pid });
  return owned;

  async function end(): Promise<void> {
    if (!living.has(mark)) return;
    signal(pid, 'SIGTERM');
    const timer = setTimeout(() => killMarked(mark, pid), options.graceMs);
    await owned.ended;
    clearTimeout(timer);
  }
}

async function whenEnded(child: ChildProcess, mark: string, pid: number): Promise<number> {
  const [code, name] = await once(child, 'exit');
  killMarked(mark, pid);
  forgetChild(mark);
  living.delete(mark);
  if (living.size === 0) unwatchOwnEnd();
  return code ?? signalsThatEnd[name as keyof typeof signalsThatEnd] ?? 137;
}

function refuse(command: string, reason: unknown): never {
  throw new SetupError(`'${command}' can't be started: ${reason}`, 'Install it, or put it on PATH.');
}

let ending = false;

function endAllAndExit(exitCode: number): void {
  if (ending) return;
  ending = true;
  void Promise.all([...living.values()].map((owned) => owned.end())).finally(() => process.exit(exitCode));
}

function killAll(): void {
  for (const [mark, owned] of living) {
    killMarked(mark, owned.pid);
    forgetChild(mark);
  }
}

const onSignal = (name: NodeJS.Signals) => endAllAndExit(signalsThatEnd[name as keyof typeof signalsThatEnd] ?? 1);
const onParentGone = () => endAllAndExit(1);

function watchOwnEnd(): void {
  for (const name of Object.keys(signalsThatEnd)) process.on(name, onSignal);
  process.on('disconnect', onParentGone);
  process.on('exit', killAll);
}

function unwatchOwnEnd(): void {
  if (ending) return;
  for (const name of Object.keys(signalsThatEnd)) process.off(name, onSignal);
  process.off('disconnect', onParentGone);
  process.off('exit', killAll);
}
