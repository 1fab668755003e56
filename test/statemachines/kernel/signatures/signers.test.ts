import { describe, expect, it } from 'vitest';
import { readSigners } from '../../../../statemachines/kernel/signatures/signers.ts';
import { signerOf } from './signing.ts';

const { signer } = signerOf('ann', ['operations']);
const text = (...signers: object[]) => JSON.stringify({ signers });

describe('a list of signers is refused', () => {
  it.each([
    ['that is no JSON', '{', 'is no JSON'],
    ['with somebody twice', text(signer, signer), 'twice'],
    ['with an unknown function', text({ ...signer, functions: ['marketing'] }), 'functions'],
    ['with no function', text({ ...signer, functions: [] }), 'functions'],
    ['with no public key', text({ ...signer, publicKey: 'ann' }), 'publicKey'],
    ['with no beginning', text({ ...signer, validFrom: undefined }), 'validFrom'],
    ['with a member that nobody knows', text({ ...signer, trusted: true }), 'trusted'],
  ])('%s, naming the file', (_, json, words) => {
    expect(() => readSigners(json, 'signers.json')).toThrow(/^signers\.json/);
    expect(() => readSigners(json, 'signers.json')).toThrow(words);
  });
});

it('otherwise it is read', () => expect(readSigners(text(signer), 'signers.json')).toEqual([signer]));
