import { CompactSign, compactVerify, decodeProtectedHeader, importPKCS8, importSPKI } from 'jose';
import { z } from 'zod';
import { ownerFunction } from '../finding.ts';
import { sha256Hex } from '../ids.ts';
import { changeClass } from './classes.ts';
import type { Signer } from './signers.ts';

const ALG = 'EdDSA';
const TYP = 'countersign-signature';
/** Clocks differ. */
const AHEAD_MS = 300_000;

/** What somebody signs: that exactly this may be used, for one of the functions that own it. */
export const statement = z.strictObject({
  schema: z.literal(1),
  class: changeClass,
  digest: sha256Hex,
  function: ownerFunction,
  signer: z.string().min(1).max(200),
  at: z.iso.datetime(),
});
export type Statement = z.infer<typeof statement>;

/**
 * Signs a statement: a compact JWS (RFC 7515) with EdDSA (RFC 8037).
 * @param key Ed25519 private key, PKCS #8 in PEM
 */
export async function signed(said: Statement, key: string): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(statement.parse(said)));
  const header = { alg: ALG, typ: TYP, kid: said.signer };
  return new CompactSign(payload).setProtectedHeader(header).sign(await importPKCS8(key, ALG));
}

/**
 * The statement, if somebody who is trusted now signed it since they are, for a function that is theirs. When it was
 * signed only the signer says: whoever is trusted no more could say any day, so that nothing of theirs counts.
 * @throws Error with the reason
 */
export async function verified(jws: string, signers: readonly Signer[], now: Date): Promise<Statement> {
  const { kid } = decodeProtectedHeader(jws);
  const signer = signers.find(({ id }) => id === kid);
  if (!signer) throw new Error(`by ${String(kid)}, whom nobody trusts`);
  const key = await importSPKI(signer.publicKey, ALG);
  const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: [ALG] });
  if (protectedHeader.typ !== TYP) throw new Error('it is no signature of a change');
  const said = statement.parse(JSON.parse(new TextDecoder().decode(payload)));
  if (said.signer !== signer.id) throw new Error(`signed by ${signer.id} in the name of ${said.signer}`);
  if (!signer.functions.includes(said.function)) throw new Error(`${signer.id} does not sign for ${said.function}`);
  const { validFrom, validUntil } = signer;
  if (Date.parse(said.at) < Date.parse(validFrom)) throw new Error(`${signer.id} was no signer on ${said.at}`);
  if (validUntil && now.getTime() >= Date.parse(validUntil))
    throw new Error(`${signer.id} is no signer any more since ${validUntil}`);
  if (Date.parse(said.at) > now.getTime() + AHEAD_MS) throw new Error(`it is of ${said.at}, which is still to come`);
  return said;
}
