import { type Standings, standings } from '../../statemachines/kernel/signatures/standing.ts';
import { digestsOf } from '../signatures/digests.ts';
import { type Places, readHeld } from '../signatures/held.ts';

export interface SignaturesOptions extends Places {
  readonly data?: string[];
  readonly json?: true;
}

/**
 * `signatures`: of each class its digest, who has signed it and who has not.
 * @throws Error if somebody has not
 */
export async function showSignatures({ data, json, ...places }: SignaturesOptions): Promise<void> {
  const found = await standings(await digestsOf(data), await readHeld(places));
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : textOf(found));
  const unsigned = found.classes.filter(({ missing }) => missing.length > 0).map(({ class: of }) => of);
  if (unsigned.length > 0) throw new Error(`not signed by all who must: ${unsigned.join(', ')}`);
}

function textOf({ classes, refused }: Standings): string {
  const lines = classes.flatMap(({ class: of, digest, signed, missing }) => [
    `${of}, digest ${digest}`,
    ...signed.map((said) => `  ${said.function}: ${said.signer}, ${said.at}`),
    ...missing.map((owner) => `  ${owner}: not signed`),
  ]);
  return `${[...lines, ...refused.map((why) => `refused: ${why}`)].join('\n')}\n`;
}
