import type { OwnerFunction } from '../finding.ts';
import { digestOf } from '../ids.ts';
import { type ChangeClass, SIGNED_BY } from './classes.ts';
import type { Signer } from './signers.ts';
import { type Statement, verified } from './statement.ts';

/** A signature as it lies in a file. */
export interface SignatureFile {
  readonly name: string;
  readonly jws: string;
}

export interface Standing {
  readonly class: ChangeClass;
  readonly digest: string;
  /** One for each function that has signed this digest, each by another person. */
  readonly signed: readonly Pick<Statement, 'function' | 'signer' | 'at'>[];
  readonly missing: readonly OwnerFunction[];
  /** Digest of the list of signers that all this was held against, so that somebody can see which list it was. */
  readonly trusted: string;
}

export interface Standings {
  readonly classes: readonly Standing[];
  /** Signatures that count for nothing, each with why. */
  readonly refused: readonly string[];
}

interface Held {
  readonly signers: readonly Signer[];
  readonly files: readonly SignatureFile[];
  readonly now: Date;
}

/** Which functions have signed these digests, and which have not; a signature of another digest is of no account. */
export async function standings(
  digests: Readonly<Partial<Record<ChangeClass, string>>>,
  { signers, files, now }: Held,
): Promise<Standings> {
  const refused: string[] = [];
  const statements: Statement[] = [];
  for (const { name, jws } of files) {
    try {
      statements.push(await verified(jws.trim(), signers, now));
    } catch (error) {
      refused.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const trusted = digestOf(signers);
  const classes = Object.entries(digests).map(([name, digest]) => {
    const about = statements.filter((said) => said.class === name && said.digest === digest);
    const of = name as ChangeClass;
    const signed = apart(SIGNED_BY[of], about);
    const missing = SIGNED_BY[of].filter((owner) => !signed.some((said) => said.function === owner));
    return {
      ...{ class: of, digest, missing, trusted },
      signed: signed.map(({ function: owner, signer, at }) => ({ function: owner, signer, at })),
    };
  });
  return { classes, refused };
}

/** For as many functions as can be, a signature each, all by different people. */
function apart(functions: readonly OwnerFunction[], statements: readonly Statement[]): Statement[] {
  const [first, ...others] = functions;
  if (first === undefined) return [];
  const without = apart(others, statements);
  const ways = statements
    .filter((said) => said.function === first)
    .map((said) => [
      said,
      ...apart(
        others,
        statements.filter(({ signer }) => signer !== said.signer),
      ),
    ]);
  return [...ways, without].reduce((best, way) => (way.length > best.length ? way : best));
}

/**
 * What was signed, if nothing is missing.
 * @param remedy what to do, for whoever reads the error
 * @throws Error naming each class, its digest, the functions that have not signed, and what was refused
 */
export function requireSigned({ classes, refused }: Standings, remedy: string): readonly Standing[] {
  const unsigned = classes.filter(({ missing }) => missing.length > 0);
  if (unsigned.length === 0) return classes;
  const lines = unsigned.map(
    ({ class: of, digest, missing }) => `  ${of}, digest ${digest}: not signed by ${missing.join(', ')}`,
  );
  const others = refused.map((why) => `  refused: ${why}`);
  throw new Error(['nobody may use this unsigned:', ...lines, ...others, `  ${remedy}`].join('\n'));
}
