import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSigners, type Signer } from '../../statemachines/kernel/signatures/signers.ts';
import type { SignatureFile } from '../../statemachines/kernel/signatures/standing.ts';
import { Unreadable } from '../unreadable.ts';

/** Where it lies whose signatures count, and what they have signed. */
export interface Places {
  readonly signers: string;
  readonly signatures: string;
}

/**
 * Reads both.
 * @throws Unreadable naming the file and the place in it
 */
export async function readHeld({ signers, signatures }: Places): Promise<{
  readonly signers: readonly Signer[];
  readonly files: readonly SignatureFile[];
  readonly now: Date;
}> {
  const trusted = readSignersOf(signers, await textOf(signers));
  const names = await readdir(signatures).catch(unreadable(signatures));
  const files = names
    .filter((name) => name.endsWith('.jws'))
    .map(async (name) => ({ name, jws: await textOf(join(signatures, name)) }));
  return { signers: trusted, files: await Promise.all(files), now: new Date() };
}

export const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(unreadable(file));

function readSignersOf(file: string, text: string): readonly Signer[] {
  try {
    return readSigners(text, file);
  } catch (error) {
    throw new Unreadable((error as Error).message);
  }
}

function unreadable(place: string) {
  return (error: Error): never => {
    throw new Unreadable(`${place}: can't be read: ${error.message}`);
  };
}
