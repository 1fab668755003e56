import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSigners } from '../../../../statemachines/kernel/signatures/signers.ts';
import { signerOf } from './signing.ts';

const { signer } = signerOf('ann', ['operations']);
const otherwise = `${signer.publicKey.replaceAll('\n', '\r\n')}\r\n`;
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsa = publicKey.export({ type: 'spki', format: 'pem' });
const text = (...signers: object[]) => JSON.stringify({ signers });

describe('a list of signers is refused', () => {
  it.each([
    ['that is no JSON', '{', 'is no JSON'],
    ['with somebody twice', text(signer, signer), 'twice'],
    ['with one key under two names', text(signer, { ...signer, id: 'bob' }), 'key is there twice'],
    [
      'with one key written otherwise',
      text(signer, { ...signer, id: 'bob', publicKey: otherwise }),
      'key is there twice',
    ],
    ['with a key of another kind', text({ ...signer, publicKey: rsa }), 'Ed25519'],
    ['with what only begins like a key', text({ ...signer, publicKey: '-----BEGIN PUBLIC KEY-----' }), 'Ed25519'],
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
