import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleAuthority } from '../../local/authority/sample.ts';
import { DATA_CLASSES, SIGNED_BY } from '../../statemachines/kernel/signatures/classes.ts';
import { dataDigests } from '../../statemachines/kernel/signatures/content.ts';
import { signerOf } from '../statemachines/kernel/signatures/signing.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-sign-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const ann = signerOf('ann', ['finance-systems']);
const bob = signerOf('auth0|bob', ['process-owner']);
writeFileSync(at('ann.pem'), ann.privateKey);
writeFileSync(at('bob.pem'), bob.privateKey);
writeFileSync(at('signers.json'), JSON.stringify({ signers: [ann.signer, bob.signer] }));
const SET = sampleAuthority('invoice-processing', ['MFR', 'MSL']);
writeFileSync(at('set.json'), JSON.stringify(SET));

function countersign(...args: string[]) {
  const main = resolve(import.meta.dirname, '../../cli/start.ts');
  const env = { PATH: process.env['PATH'] ?? '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}
const where = ['--signatures', at('signatures')];
const as = (signer: string, owner: string, key = 'ann.pem') => [
  ...['--signer', signer, '--function', owner, '--key', at(key), ...where],
];

describe('it ends with 2, and signs nothing', () => {
  it.each([
    ['for a class that is none', ['everything', ...as('ann', 'finance-systems')], 'sign one of policy'],
    ['for a function that does not own it', ['policy', ...as('ann', 'finance-systems')], 'policy is signed by'],
    ['without the data that are to be signed', ['materiality', ...as('ann', 'finance-systems')], '--data'],
    ['with what is no key', ['tolerances', ...as('ann', 'finance-systems', 'signers.json')], 'Ed25519 private key'],
    ['with a key that is not there', ['tolerances', ...as('ann', 'finance-systems', 'no.pem')], "can't be read"],
  ])('%s', (_, args, words) => {
    expect(countersign('sign', ...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(words) });
  });
});

it('signatures says what is missing with 1, and loading refuses, until all have signed this very set', () => {
  const held = ['--signers', at('signers.json'), ...where];
  const data = ['--data', at('set.json')];
  expect(countersign('sign', 'materiality', ...as('ann', 'finance-systems'), ...data)).toMatchObject({ status: 0 });
  const unsigned = countersign('signatures', ...held, ...data);
  expect([unsigned.status, unsigned.err]).toEqual([1, expect.stringContaining('materiality')]);
  expect(unsigned.out).toContain('process-owner: not signed');
  const signed = countersign('sign', 'materiality', ...as('auth0|bob', 'process-owner', 'bob.pem'), ...data);
  expect(signed).toMatchObject({ status: 0, err: '' });
  const { classes } = JSON.parse(countersign('signatures', ...held, ...data, '--json').out);
  expect(classes.find((each: { class: string }) => each.class === 'materiality')).toMatchObject({ missing: [] });
  const loading = countersign('authority', 'load', at('set.json'), ...held);
  expect([loading.status, loading.err]).toEqual([1, expect.stringMatching(/limits, digest .*: not signed by/)]);
});

it('nothing is loaded that somebody signed who decides by it, though all have signed', async () => {
  const chief = signerOf('person-grace', ['security']);
  const signing = [ann, bob, chief];
  const digests = dataDigests(SET);
  mkdirSync(at('by-chief'));
  for (const of of DATA_CLASSES)
    for (const owner of SIGNED_BY[of]) {
      const who = signing.find(({ signer }) => signer.functions.includes(owner));
      const about = { class: of, digest: digests[of], function: owner, at: new Date().toISOString() };
      writeFileSync(at(`by-chief/${of}.${owner}.jws`), String(await who?.sign(about)));
    }
  writeFileSync(at('with-chief.json'), JSON.stringify({ signers: signing.map(({ signer }) => signer) }));
  const held = ['--signers', at('with-chief.json'), '--signatures', at('by-chief')];
  const loading = countersign('authority', 'load', at('set.json'), ...held);
  expect([loading.status, loading.err]).toEqual([1, expect.stringContaining('person-grace is appointed as cfo')]);
});
