import type { ProofManifest } from './violation.ts';

type Manifest = Pick<ProofManifest, 'effects'>;

/** The effects that commit something, in the order of the manifest. */
export const commitsInOrder = ({ effects }: Manifest): string[] =>
  effects.filter(({ compensates }) => compensates === undefined).map(({ state }) => state);

/** The state that undoes an effect, if the manifest has one. */
export const undoneBy = ({ effects }: Manifest, commit: string | undefined): string | undefined =>
  commit === undefined ? undefined : effects.find(({ compensates }) => compensates === commit)?.state;

/** Where it goes on once an effect did not happen, or was undone: what undoes the one before it, else a person. */
export function undoesBefore(manifest: Manifest, commit: string): string {
  const commits = commitsInOrder(manifest);
  return undoneBy(manifest, commits[commits.indexOf(commit) - 1]) ?? 'Park';
}

/** Where undoing begins when it is not known in the graph how far the case has come: what undoes the last that can be. */
export const lastUndoing = (manifest: Manifest): string | undefined =>
  commitsInOrder(manifest)
    .flatMap((commit) => undoneBy(manifest, commit) ?? [])
    .at(-1);
