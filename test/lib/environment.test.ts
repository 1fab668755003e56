import { describe, expect, it } from 'vitest';
import { readSettings } from '../../lib/environment.ts';

const read = (context: Record<string, unknown>) => readSettings((name) => context[name]);

describe('settings', () => {
  it.each([
    [{ bedrockEndpoint: 'localhost' }, /-c bedrockEndpoint: /],
    [{ evidenceLock: 'off' }, /-c evidenceLock: .*governance/],
    [{ evidenceRetentionDays: '0' }, /-c evidenceRetentionDays: /],
    [{ erpTimeoutMs: 'soon' }, /-c erpTimeoutMs: /],
    [{ producers: '{"shop"' }, /-c producers: /],
    [{ producers: { 'a b': 'arn:aws:iam::111122223333:role/x' } }, /-c producers/],
    [{ erpTimeoutMs: 10_000, erpLeaseMs: 10_000 }, /two workers could post/],
    [{ erpTimeoutMs: 15_000 }, /-c erpTimeoutMs: 15000 must be under 15000/],
  ])('refuses %j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });

  it('has defaults for all of them', () => {
    expect(read({})).toMatchObject({
      erpTimeoutMs: 10_000,
      erpLeaseMs: 30_000,
      evidenceLock: 'governance',
      producers: {},
    });
    expect(read({ bedrockEndpoint: '' })).not.toHaveProperty('bedrockEndpoint');
  });

  it('reads what the command line gives as text', () => {
    const shop = 'arn:aws:iam::111122223333:role/shop';
    expect(read({ erpTimeoutMs: '500', producers: JSON.stringify({ shop }) })).toMatchObject({
      erpTimeoutMs: 500,
      producers: { shop },
    });
  });
});
