import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import type { CodeClass } from '../statemachines/kernel/signatures/classes.ts';
import { codeDigests } from '../statemachines/kernel/signatures/content.ts';
import { readSigners } from '../statemachines/kernel/signatures/signers.ts';
import { requireSigned, type Standing, standings } from '../statemachines/kernel/signatures/standing.ts';

const REMEDY =
  'see docs/signatures.md; `npx countersign signatures` shows what is missing, `npx countersign sign` signs';

/**
 * What the functions that own policy, contracts and tolerances have signed.
 * @param context of the app: `signers`, the file of whose signatures count, and `signatures`, the folder where they lie
 * @throws Error if one of them has not signed exactly what would be deployed
 */
export async function signedCode(
  workflows: readonly Workflow[],
  context: (name: string) => unknown,
): Promise<readonly Standing[]> {
  const place = (name: string): string => {
    const value = context(name);
    if (typeof value === 'string' && value !== '') return value;
    throw new Error(`-c ${name}=… is missing: nothing is deployed unsigned; ${REMEDY}`);
  };
  const [file, folder] = [place('signers'), place('signatures')];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jws'));
  const digests = codeDigests(workflows, (url) => readFileSync(url, 'utf8'));
  const held = {
    signers: readSigners(readFileSync(file, 'utf8'), file),
    files: names.map((name) => ({ name, jws: readFileSync(join(folder, name), 'utf8') })),
    now: new Date(),
  };
  return requireSigned(await standings(digests satisfies Record<CodeClass, string>, held), REMEDY);
}
