import { describe, expect, it } from 'vitest';
import { SetupError, step } from '../../local/progress.ts';

function recorder() {
  let clock = 0;
  const written: string[] = [];
  return {
    written,
    output: { write: (text: string) => void written.push(text), now: () => clock },
    pass: (ms: number) => {
      clock += ms;
    },
  };
}

describe('a step that fails', () => {
  it('prints what is wrong and what to do, and throws the same error on', async () => {
    const { written, output, pass } = recorder();
    const error = new SetupError('Maven is missing', 'Install Maven.');
    const work = async () => {
      pass(1_500);
      throw error;
    };
    await expect(step('Building', 3, work, output)).rejects.toBe(error);
    expect(written.join('')).toContain('failed after 1.5 s: Maven is missing\n  What to do: Install Maven.');
  });
});

describe('a step that succeeds', () => {
  it('says what to expect before, and what it took after', async () => {
    const { written, output, pass } = recorder();
    const work = async () => {
      expect(written).toEqual(['• Building (about 3 s)\n']);
      pass(2_040);
      return 7;
    };
    expect(await step('Building', 3, work, output)).toBe(7);
    expect(written.at(-1)).toBe('  done in 2.0 s\n');
  });
});
