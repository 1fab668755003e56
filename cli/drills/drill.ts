/** What a drill does things with; each of them is printed with the seconds since it began. */
export interface Ground {
  say(words: string): void;
  /** Says what was expected and whether it is so; one that is not makes the drill fail, at its end. */
  expect(what: string, holds: boolean): void;
  /**
   * Changes something outside, and has it put back at the end, whatever happens meanwhile. Put back too when `make` fails.
   * @throws Error when the drill is to end
   */
  change(what: string, make: () => Promise<void>, putBack: () => Promise<void>): Promise<void>;
  /** Puts back now what was changed under that name. */
  putBack(what: string): Promise<void>;
  /**
   * Asks until the answer is something, or the time is over.
   * @throws Error naming what did not come in time, or when the drill is to end
   */
  until<T>(what: string, withinMs: number, ask: () => Promise<T | undefined>): Promise<T>;
}

/** One exercise against the running local stack. */
export interface Drill {
  readonly name: string;
  readonly says: string;
  /** Milliseconds after which it is ended, what it changed put back. */
  readonly limitMs: number;
  run(ground: Ground): Promise<void>;
}

/** Where a drill writes, what clock it reads, and what ends it early (Ctrl-C). */
export interface DrillHost {
  write(text: string): void;
  now(): number;
  sleep(ms: number): Promise<void>;
  readonly interrupted: AbortSignal;
}

const POLL_MS = 300;

interface Change {
  readonly what: string;
  readonly made: Promise<void>;
  readonly putBack: () => Promise<void>;
}

/** Runs a drill to its end, its time limit or an interruption, and puts back what it changed; `true` if all held. */
export async function runDrill(drill: Drill, host: DrillHost): Promise<boolean> {
  const began = host.now();
  const say = (words: string) => host.write(`${((host.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}\n`);
  const ending = new AbortController();
  const changes: Change[] = [];
  let faults = 0;
  const fail = (words: string) => {
    faults += 1;
    say(`✗ ${words}`);
  };

  const undo = async (change: Change) => {
    changes.splice(changes.indexOf(change), 1);
    await change.made.catch(() => undefined);
    await change.putBack().then(
      () => say(`put back: ${change.what}`),
      (error: Error) => fail(`NOT put back: ${change.what}: ${error.message}`),
    );
  };
  const ground: Ground = {
    say,
    expect: (what, holds) => (holds ? say(`✓ ${what}`) : fail(what)),
    async change(what, make, putBack) {
      ending.signal.throwIfAborted();
      say(what);
      const made = make();
      changes.push({ what, made, putBack });
      await made;
    },
    async putBack(what) {
      const change = changes.find((one) => one.what === what);
      if (change) await undo(change);
    },
    async until(what, withinMs, ask) {
      const deadline = host.now() + withinMs;
      for (;;) {
        ending.signal.throwIfAborted();
        const answer = await ask();
        if (answer !== undefined) return answer;
        if (host.now() > deadline) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
        await host.sleep(POLL_MS);
      }
    },
  };

  host.write(`${drill.name}: ${drill.says}; ends within ${drill.limitMs / 1000} s\n`);
  const limit = AbortSignal.timeout(drill.limitMs);
  const ended = new Promise<never>((_, reject) => {
    for (const [signal, why] of [[host.interrupted, 'interrupted'] as const, [limit, 'its time is over'] as const]) {
      const end = () => {
        const error = new Error(why);
        ending.abort(error);
        reject(error);
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    }
  });
  try {
    await Promise.race([ended, Promise.resolve().then(() => drill.run(ground))]);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  } finally {
    ending.abort(new Error('it is over'));
    for (const change of changes.toReversed()) await undo(change);
  }
  say(faults === 0 ? 'held' : `did not hold: ${faults} ${faults === 1 ? 'fault' : 'faults'}`);
  return faults === 0;
}
