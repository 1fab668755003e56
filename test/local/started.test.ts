import { describe, expect, it } from 'vitest';
import { startedParts } from '../../local/started.ts';

function recorder() {
  const ended: string[] = [];
  const part = (name: string) => ({
    name,
    stop: async () => void ended.push(name),
  });
  return { ended, part };
}

describe('started parts', () => {
  it('that come after the end are ended at once', async () => {
    const { ended, part } = recorder();
    const { keep, stop } = startedParts();
    await stop();
    expect(keep(part('late')).name).toBe('late');
    await stop();
    expect(ended).toEqual(['late']);
  });

  it('are ended once each, the newest first', async () => {
    const { ended, part } = recorder();
    const { keep, stop } = startedParts();
    keep(part('first'));
    keep(part('second'));
    await stop();
    await stop();
    expect(ended).toEqual(['second', 'first']);
  });
});
