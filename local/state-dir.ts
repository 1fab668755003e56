import { resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '..');

/** The absolute path of something under `.local/`, which holds all that a clone makes and git ignores. */
export function stateDir(...parts: readonly string[]): string {
  return resolve(repository, '.local', ...parts);
}
