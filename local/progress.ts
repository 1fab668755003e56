/** A failure that the person at the keyboard can mend: what is wrong, and what to do about it. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  readonly what: string;
  readonly remedy: string;

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}\n  What to do: ${remedy}`, options);
    this.what = what;
    this.remedy = remedy;
  }
}

/** Where `step` writes and what clock it reads. */
export interface ProgressOutput {
  write(text: string): void;
  now(): number;
}

const terminal: ProgressOutput = {
  write: (text) => void process.stdout.write(text),
  now: () => performance.now(),
};

/**
 * Runs `work` and says what it is, how many seconds to expect, and what it took.
 * A failure is printed with its remedy and thrown on.
 */
export async function step<T>(
  title: string,
  expectSeconds: number,
  work: () => Promise<T>,
  output: ProgressOutput = terminal,
): Promise<T> {
  const began = output.now();
  const took = () => `${((output.now() - began) / 1000).toFixed(1)} s`;
  output.write(`• ${title} (about ${expectSeconds} s)\n`);
  try {
    const result = await work();
    output.write(`  done in ${took()}\n`);
    return result;
  } catch (error) {
    output.write(`  failed after ${took()}: ${error instanceof Error ? error.message : String(error)}\n`);
    throw error;
  }
}
