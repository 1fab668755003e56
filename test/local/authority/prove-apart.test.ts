import { describe, expect, it } from 'vitest';
import { proveApart } from '../../../local/authority/prove-apart.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import { SetupError } from '../../../local/progress.ts';

const now = new Date('2026-11-24T09:00:00.000Z');

describe('the authority proof in a thread of its own', () => {
  it('refuses data without a materiality, and says what is missing', async () => {
    const items = sampleAuthority('invoice-processing', ['MFR']).filter(({ kind }) => kind !== 'materiality');
    const refusal = await proveApart(items, now).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SetupError);
    expect((refusal as SetupError).what).toContain('materiality#MFR');
  });

  it('fails as the proof itself fails', async () => {
    await expect(proveApart([{ key: 'role#x', kind: 'role', version: 1, terms: 'none' }], now)).rejects.toThrow();
  });
});
