import { CompactSign, importPKCS8 } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../../statemachines/kernel/signatures/statement.ts';
import { verified } from '../../../../statemachines/kernel/signatures/statement.ts';
import { NOW, signerOf } from './signing.ts';

const ann = signerOf('ann', ['operations']);
const bob = signerOf('bob', ['enterprise-architecture']);
const trusted = [ann.signer, bob.signer];

/** Signed by Ann’s key, whatever the header and the payload say. */
async function forged(header: object, said: object, key: string = ann.privateKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(said));
  const protectedHeader = { alg: 'EdDSA', typ: 'countersign-signature', kid: 'ann', ...header };
  return new CompactSign(payload).setProtectedHeader(protectedHeader).sign(await importPKCS8(key, 'EdDSA'));
}
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a signature is refused', () => {
  it.each<[string, string, () => Promise<string>]>([
    ['of somebody whom nobody trusts', 'whom nobody trusts', () => signerOf('eve', ['operations']).sign()],
    ['of another key under a trusted name', 'verification failed', () => signerOf('ann', ['operations']).sign()],
    ['in the name of another signer', 'in the name of bob', () => forged({}, { ...ann.said(), signer: 'bob' })],
    ['for a function that is not theirs', 'does not sign for', () => ann.sign({ function: 'security' })],
    ['that was made before their time', 'was no signer', () => ann.sign({ at: '2025-12-31T23:59:59.999Z' })],
    ['that is still to come', 'still to come', () => ann.sign({ at: '2026-11-24T09:06:00.000Z' })],
    ['of another purpose', 'no signature of a change', () => forged({ typ: 'JWT' }, ann.said())],
    ['of an unknown class', 'Invalid', () => forged({}, { ...ann.said(), class: 'everything' })],
    ['with a member too many', 'Unrecognized', () => forged({}, { ...ann.said(), approved: true })],
    ['that is none', 'Invalid', () => Promise.resolve('signed, honestly')],
  ])('%s', async (_, words, make) => {
    await expect(verified(await make(), trusted, NOW)).rejects.toThrow(words);
  });

  it.each(['2026-11-24T08:59:00.000Z', '2026-06-01T00:00:00.000Z'])(
    'of one who is a signer no more, even if it says %s',
    async (at) => {
      const gone = { ...ann.signer, validUntil: NOW.toISOString() };
      await expect(verified(await ann.sign({ at }), [gone], NOW)).rejects.toThrow('is no signer any more');
    },
  );

  it('with another payload under the same signature', async () => {
    const [header, , signature] = (await ann.sign()).split('.');
    const payload = base64url({ ...ann.said(), digest: 'e'.repeat(64) });
    await expect(verified([header, payload, signature].join('.'), trusted, NOW)).rejects.toThrow('verification failed');
  });

  it('by an HMAC whose secret is the public key that everybody knows', async () => {
    const payload = new TextEncoder().encode(JSON.stringify(ann.said()));
    const header = { alg: 'HS256', typ: 'countersign-signature', kid: 'ann' };
    const jws = await new CompactSign(payload).setProtectedHeader(header).sign(Buffer.from(ann.publicKey));
    await expect(verified(jws, trusted, NOW)).rejects.toThrow('not allowed');
  });

  it.each(['none', 'HS256', 'ES256'])('by the algorithm %s', async (alg) => {
    const header = base64url({ alg, typ: 'countersign-signature', kid: 'ann' });
    const [, , signature] = (await ann.sign()).split('.');
    for (const last of ['', signature])
      await expect(verified(`${header}.${base64url(ann.said())}.${last}`, trusted, NOW)).rejects.toThrow();
  });
});

it('a signature of one who may, in their time, says what they signed', async () => {
  const said: Statement = ann.said({ at: '2026-01-01T00:00:00.000Z' });
  const still = { ...ann.signer, validUntil: '2026-11-24T09:00:00.001Z' };
  expect(await verified(await ann.sign(said), [still], NOW)).toEqual(said);
});
