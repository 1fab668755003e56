import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { signedCode } from '../../bin/signed.ts';
import { CODE_CLASSES, SIGNED_BY } from '../../statemachines/kernel/signatures/classes.ts';
import { codeDigests } from '../../statemachines/kernel/signatures/content.ts';
import { registry } from '../../statemachines/registry.ts';
import { signerOf } from '../statemachines/kernel/signatures/signing.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-signed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signers = join(folder, 'signers.json');
const context: Record<string, unknown> = { signers, signatures: folder };
const asked = (values: Record<string, unknown>) => signedCode(registry, (name) => values[name]);

const people = ['enterprise-architecture', 'security', 'process-owner', 'operations', 'finance-systems'] as const;
const trusted = people.map((owner) => signerOf(`signer-${owner}`, [owner]));
writeFileSync(signers, JSON.stringify({ signers: trusted.map(({ signer }) => signer) }));

async function signAll(digests: Readonly<Record<string, string>>) {
  for (const of of CODE_CLASSES)
    for (const owner of SIGNED_BY[of]) {
      const signer = trusted.find(({ id }) => id === `signer-${owner}`);
      const jws = await signer?.sign({
        class: of,
        digest: digests[of] ?? '',
        function: owner,
        at: '2026-06-01T00:00:00Z',
      });
      writeFileSync(join(folder, `${of}.${owner}.jws`), String(jws));
    }
}

const repository = resolve(import.meta.dirname, '../..');

function synthesised(checkout: string) {
  return spawnSync(process.execPath, [join(checkout, 'bin', 'app.ts')], {
    env: { PATH: process.env['PATH'], CDK_OUTDIR: join(folder, 'out'), CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: 'utf8',
  });
}

/** Another checkout of what synthesis reads. */
function copyOf(checkout: string): string {
  const copy = mkdtempSync(join(folder, 'checkout-'));
  for (const part of ['bin', 'lib', 'statemachines', 'lambdas', 'package.json', 'cdk.json'])
    cpSync(join(checkout, part), join(copy, part), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

describe('nothing is deployed', () => {
  it.each(['signers', 'signatures'])('without the context %s', async (name) => {
    await expect(asked({ ...context, [name]: '' })).rejects.toThrow(`-c ${name}=… is missing`);
  });

  it('by cdk’s own command, unsigned: it says so before anything is synthesised', () => {
    const { status, stderr } = synthesised(repository);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(
      /policy, digest [0-9a-f]{64}: not signed by enterprise-architecture, security, process-owner/,
    );
    expect(stderr).toContain('npx countersign sign');
  });

  it.each([
    ['policy', 'statemachines/kernel/authority/schema.ts', 'context.anomalies == 0', 'context.anomalies >= 0'],
    ['policy', 'statemachines/kernel/authority/duties.ts', "...pairs('deployment', 'governance'),", ''],
    ['tolerances', 'statemachines/invoice-processing/tolerances.ts', "overReceived: '0'", "overReceived: '9'"],
  ])('by cdk’s own command, with a change of %s in %s since it was signed', async (of, path, was, is) => {
    await signAll(codeDigests(registry, (url) => readFileSync(url, 'utf8')));
    const copy = copyOf(repository);
    const text = readFileSync(join(copy, path), 'utf8');
    expect(text).toContain(was);
    writeFileSync(join(copy, path), text.replace(was, is));
    const { status, stderr } = synthesised(copy);
    expect(status).not.toBe(0);
    expect(stderr.match(/\w+(?=, digest [0-9a-f]{64}: not signed by)/g)).toEqual([of]);
  });

  it('when something else was signed', async () => {
    await signAll({ policy: '1'.repeat(64), contracts: '2'.repeat(64), tolerances: '3'.repeat(64) });
    await expect(asked(context)).rejects.toThrow(/policy, .*\n {2}contracts, .*\n {2}tolerances, /);
  });
});

it('it is, once all who own it have signed exactly this', async () => {
  const digests = codeDigests(registry, (url) => readFileSync(url, 'utf8'));
  await signAll(digests);
  const standing = await asked(context);
  expect(standing.map(({ class: of, digest }) => [of, digest])).toEqual(Object.entries(digests));
});
