import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownerFunction } from '../../statemachines/kernel/finding.ts';
import { type ChangeClass, SIGNED_BY } from '../../statemachines/kernel/signatures/classes.ts';
import { readSigners } from '../../statemachines/kernel/signatures/signers.ts';
import { requireSigned, type Standing, standings } from '../../statemachines/kernel/signatures/standing.ts';
import { signed } from '../../statemachines/kernel/signatures/statement.ts';
import { stateDir } from '../state-dir.ts';

const SAMPLE = {
  signers: stateDir('signers', 'signers.json'),
  signatures: stateDir('signers', 'signatures'),
} as const;
const keyFile = (owner: string) => stateDir('signers', `${owner}.pem`);
const signerOf = (owner: string) => `signer-${owner}`;

/** Context of the app: whose signatures count here, and where they lie. */
export const sampleSignatures: Readonly<Record<'signers' | 'signatures', string>> = SAMPLE;

/**
 * Signs whatever is not signed yet with keys of this clone's own, one sample person a function. It shows how a deploy
 * asks for signatures; whoever can read the clone can sign, so that they mean nothing elsewhere.
 */
export async function signSample(
  digests: Readonly<Partial<Record<ChangeClass, string>>>,
): Promise<readonly Standing[]> {
  makeSigners();
  const before = await standings(digests, held());
  for (const { class: of, digest, missing } of before.classes)
    for (const owner of missing) {
      const at = new Date().toISOString();
      const said = { schema: 1 as const, class: of, digest, function: owner, signer: signerOf(owner), at };
      const name = `${of}.${owner}.jws`;
      writeFileSync(join(SAMPLE.signatures, name), await signed(said, readFileSync(keyFile(owner), 'utf8')));
    }
  return requireSigned(await standings(digests, held()), `delete ${stateDir('signers')}, and start again`);
}

/** Each class is signed by functions of which each has one person. */
function makeSigners(): void {
  mkdirSync(SAMPLE.signatures, { recursive: true });
  if (existsSync(SAMPLE.signers)) return;
  const owners = ownerFunction.options.filter((owner) => Object.values(SIGNED_BY).some((all) => all.includes(owner)));
  const signers = owners.map((owner) => {
    const pair = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(keyFile(owner), pair.privateKey, { mode: 0o600 });
    return {
      ...{ id: signerOf(owner), functions: [owner], publicKey: pair.publicKey },
      validFrom: new Date().toISOString(),
    };
  });
  writeFileSync(SAMPLE.signers, `${JSON.stringify({ signers }, null, 2)}\n`);
}

function held() {
  const files = readdirSync(SAMPLE.signatures).map((name) => ({
    name,
    jws: readFileSync(join(SAMPLE.signatures, name), 'utf8'),
  }));
  return { signers: readSigners(readFileSync(SAMPLE.signers, 'utf8'), SAMPLE.signers), files, now: new Date() };
}
