import { describe, expect, it } from 'vitest';
import { SIGNED_BY } from '../../../../statemachines/kernel/signatures/classes.ts';
import { requireSigned, standings } from '../../../../statemachines/kernel/signatures/standing.ts';
import { DIGEST, file, NOW, signerOf } from './signing.ts';

const ann = signerOf('ann', ['enterprise-architecture', 'operations']);
const bob = signerOf('bob', ['enterprise-architecture']);
const eve = signerOf('eve', ['operations']);
const signers = [ann.signer, bob.signer];
const standing = async (...jws: Promise<string>[]) => {
  const files = (await Promise.all(jws)).map((text, index) => file(`${index}.jws`, text));
  return standings({ contracts: DIGEST }, { signers, files, now: NOW });
};
const missing = async (...jws: Promise<string>[]) => (await standing(...jws)).classes[0]?.missing;

describe('something is missing', () => {
  it('while nobody, or one of two functions has signed', async () => {
    expect(await missing()).toEqual(['enterprise-architecture', 'operations']);
    expect(await missing(ann.sign({ function: 'operations' }))).toEqual(['enterprise-architecture']);
  });

  it('when one person signs for both', async () => {
    const both = [ann.sign({ function: 'operations' }), ann.sign({ function: 'enterprise-architecture' })];
    expect(await missing(...both)).toHaveLength(1);
  });

  it('when another digest or another class was signed', async () => {
    const operations = ann.sign({ function: 'operations' });
    expect(await missing(operations, bob.sign({ digest: 'e'.repeat(64) }))).toEqual(['enterprise-architecture']);
    expect(await missing(operations, bob.sign({ class: 'policy' }))).toEqual(['enterprise-architecture']);
  });

  it('and the error says what, by whom, what was refused, and the remedy', async () => {
    const found = await standing(bob.sign(), eve.sign());
    expect(() => requireSigned(found, 'sign it')).toThrow(
      [
        'nobody may use this unsigned:',
        `  contracts, digest ${DIGEST}: not signed by operations`,
        '  refused: 1.jws: by eve, whom nobody trusts',
        '  sign it',
      ].join('\n'),
    );
  });
});

it('nothing is missing once each function has signed by another person, whichever of theirs that takes', async () => {
  const files = [ann.sign({ function: 'enterprise-architecture' }), ann.sign({ function: 'operations' }), bob.sign()];
  const found = await standing(...files);
  expect(requireSigned(found, '')).toMatchObject([
    {
      missing: [],
      signed: [
        { function: 'enterprise-architecture', signer: 'bob' },
        { function: 'operations', signer: 'ann' },
      ],
    },
  ]);
});

it('what was held against another list of signers says so', async () => {
  const against = async (signers: (typeof ann.signer)[]) =>
    (await standings({ contracts: DIGEST }, { signers, files: [], now: NOW })).classes[0]?.trusted;
  expect(await against([ann.signer])).toMatch(/^[0-9a-f]{64}$/);
  expect(await against([ann.signer])).not.toBe(await against([ann.signer, eve.signer]));
});

it('no class is signed by one function alone', () => {
  for (const functions of Object.values(SIGNED_BY)) expect(new Set(functions).size).toBeGreaterThan(1);
});
