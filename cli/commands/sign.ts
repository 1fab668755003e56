import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerFunction } from '../../statemachines/kernel/finding.ts';
import { changeClass, SIGNED_BY } from '../../statemachines/kernel/signatures/classes.ts';
import { type Statement, signed } from '../../statemachines/kernel/signatures/statement.ts';
import { digestsOf } from '../signatures/digests.ts';
import { textOf } from '../signatures/held.ts';
import { Unreadable } from '../unreadable.ts';

export interface SignOptions {
  readonly key: string;
  readonly signer: string;
  readonly function: string;
  readonly data?: string[];
  readonly signatures: string;
  readonly json?: true;
}

/** `sign CLASS`: one person signs, for one function, what this checkout or a set of authority data holds of a class. */
export async function sign(name: string, options: SignOptions): Promise<void> {
  const of = changeClass.safeParse(name).data;
  if (!of) throw new Unreadable(`${name}: sign one of ${changeClass.options.join(', ')}`);
  const owner = ownerFunction.safeParse(options.function).data;
  if (!owner || !SIGNED_BY[of].includes(owner))
    throw new Unreadable(`--function ${options.function}: ${of} is signed by ${SIGNED_BY[of].join(', ')}`);
  const digest = (await digestsOf(options.data))[of];
  if (!digest) throw new Unreadable(`${of} lie in files of authority data: name them all with --data`);
  const said: Statement = {
    ...{ schema: 1 as const, class: of, digest, function: owner },
    ...{ signer: options.signer, at: new Date().toISOString() },
  };
  const key = await textOf(options.key);
  const jws = await signed(said, key).catch((error: Error) => {
    throw new Unreadable(`${options.key}: is no Ed25519 private key in PKCS #8 (PEM): ${error.message}`);
  });
  await mkdir(options.signatures, { recursive: true });
  const file = join(options.signatures, `${of}.${owner}.${encodeURIComponent(said.signer)}.jws`);
  await writeFile(file, `${jws}\n`);
  process.stdout.write(options.json ? `${JSON.stringify({ file, ...said })}\n` : `${file}: ${of}, digest ${digest}\n`);
}
