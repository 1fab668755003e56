import { describe, expect, it } from 'vitest';
import { SetupError } from '../../local/progress.ts';
import { CommandError, run } from '../../local/run.ts';

const script = (code: string): [string, string[]] => [process.execPath, ['-e', code]];

describe('a command that does not do its work', () => {
  it('fails with its exit code and the tail of both outputs', async () => {
    const failing = run(...script('console.log("first"); console.error("no such table"); process.exit(3)'), {
      timeoutMs: 10_000,
    });
    await expect(failing).rejects.toThrow(CommandError);
    await expect(failing).rejects.toThrow(/ended with exit code 3[\s\S]*no such table/);
  });

  it('is ended when its time is up, even if it ignores SIGTERM', async () => {
    const deaf = 'process.on("SIGTERM", () => {}); console.log("busy"); setInterval(() => {}, 1000)';
    await expect(run(...script(deaf), { timeoutMs: 300, graceMs: 200 })).rejects.toThrow(
      /took longer than 0.3 s[\s\S]*busy/,
    );
  });

  it('that is not there is named, with a remedy', async () => {
    const missing = run('no-such-program', [], { timeoutMs: 1_000 });
    await expect(missing).rejects.toThrow(SetupError);
    await expect(missing).rejects.toThrow(/'no-such-program' can't be started[\s\S]*put it on PATH/);
  });
});

describe('a command that works', () => {
  it('gives its standard output alone', async () => {
    const code = 'console.error("noise"); console.log(process.env.WORD)';
    expect(await run(...script(code), { env: { WORD: 'hello' }, timeoutMs: 10_000 })).toBe('hello\n');
  });
});
