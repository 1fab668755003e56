import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { ownerFunction } from '../finding.ts';

const signer = z.strictObject({
  /** Subject of the person, as everywhere: whoever signs authority data approves nothing that rests on them. */
  id: z.string().min(1).max(200),
  /** The functions that they may sign for. */
  functions: z.array(ownerFunction).min(1),
  /** Ed25519, as `openssl pkey -pubout` writes it. */
  publicKey: z
    .string()
    .startsWith('-----BEGIN PUBLIC KEY-----')
    .refine((pem) => keyOf(pem) !== undefined, 'is no Ed25519 public key'),
  /** UTC; signatures count that say they were made from here on, and none any more from `validUntil` on. */
  validFrom: z.iso.datetime(),
  validUntil: z.iso.datetime().optional(),
});
export type Signer = z.infer<typeof signer>;

/** Whose signatures count: kept by whoever deploys, never taken from the signatures. */
export const signersFile = z.strictObject({
  signers: z
    .array(signer)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'an id is there twice')
    .refine((list) => new Set(list.map(({ publicKey }) => keyOf(publicKey))).size === list.length, {
      error: 'a key is there twice: whoever holds it would be two people',
    }),
});

/** The key itself, however it is written; `undefined` for none. */
function keyOf(pem: string): string | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519'
      ? key.export({ type: 'spki', format: 'der' }).toString('hex')
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param place the file that the text is from, for what is said about it
 * @throws Error naming what is wrong where
 */
export function readSigners(text: string, place: string): readonly Signer[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = signersFile.safeParse(json);
  if (parsed.success) return parsed.data.signers;
  throw new Error(`${place} is no list of signers:\n${z.prettifyError(parsed.error)}`);
}
