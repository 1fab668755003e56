import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The environment variable by which a process and all that it starts are known; a comma-separated list. */
export const markVariable = 'COUNTERSIGN_CHILD';

const hasProc = existsSync('/proc/self/environ');

/** When the process started, in the system's own terms, so that a reused pid is told apart; undefined if it is not running. */
export function startOf(pid: number): string | undefined {
  if (hasProc) {
    const afterName = readOrEmpty(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return afterName[0] === 'Z' ? undefined : afterName[19];
  }
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined;
}

/**
 * The running processes that carry the mark, in whatever group or session they are.
 * Where there is no /proc: the descendants of `root`, as far as their parents still run.
 */
export function markedProcesses(mark: string, root: number): number[] {
  return hasProc ? carriersOf(mark) : descendantsOf(root);
}

/**
 * Ends them all at once, and those that they start meanwhile, and waits until they are gone.
 * Blocks, since it also runs while this process exits: for some milliseconds, three seconds at most. False if some are left.
 */
export function killMarked(mark: string, root: number): boolean {
  const killed = new Set<number>();
  const deadline = performance.now() + 3_000;
  while (performance.now() < deadline) {
    for (const pid of markedProcesses(mark, root)) {
      killed.add(pid);
      signal(pid, 'SIGKILL');
    }
    if ([...killed].every((pid) => startOf(pid) === undefined)) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  return false;
}

/** Sends a signal; false if the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function carriersOf(mark: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => marksIn(readOrEmpty(`/proc/${entry}/environ`)).includes(mark))
    .map(Number)
    .filter((pid) => pid !== process.pid && startOf(pid) !== undefined);
}

function marksIn(environ: string): string[] {
  const prefix = `${markVariable}=`;
  const line = environ.split('\0').find((entry) => entry.startsWith(prefix));
  return line?.slice(prefix.length).split(',') ?? [];
}

function descendantsOf(root: number): number[] {
  const rows = spawnSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const found = new Set(startOf(root) === undefined ? [] : [root]);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of rows) {
      if (pid !== undefined && parent !== undefined && found.has(parent)) found.add(pid);
    }
  }
  return [...found];
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
