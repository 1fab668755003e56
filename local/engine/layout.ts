import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stateDir } from '../state-dir.ts';

const sources = import.meta.dirname;
const parts = ['requirements.lock', 'plugin', 'dynamodb'];

/** Where the parts of an installed engine lie; all paths absolute. */
export interface EngineLayout {
  /** The folder of this version of the engine; it is there only when the install was completed. */
  readonly root: string;
  readonly python: string;
  readonly java: string;
  /** What LocalStack takes for its folder of downloaded libraries. */
  readonly libraries: string;
  readonly dynamoDbClasspath: string;
}

/** The layout under a root: the final one, or that of an install under way. */
export function layoutAt(root: string): EngineLayout {
  const javaHome = process.platform === 'darwin' ? 'java/21/Contents/Home' : 'java/21';
  const dynamoDb = join(root, 'libraries', 'countersign-dynamodb');
  return {
    root,
    python: join(root, 'venv', 'bin', 'python'),
    java: join(root, 'libraries', javaHome, 'bin', 'java'),
    libraries: join(root, 'libraries'),
    dynamoDbClasspath: `${join(dynamoDb, 'classes')}:${join(dynamoDb, '*')}`,
  };
}

/** The layout of the engine that belongs to the sources as they are now, installed or not. */
export function currentLayout(): EngineLayout {
  return layoutAt(stateDir('engine', fingerprint()));
}

/** The sources of the engine that are not TypeScript: lock, Python plugin, Maven project. */
export function enginePath(...names: readonly string[]): string {
  return join(sources, ...names);
}

/** Changes when anything that is installed changes, or the machine does. */
export function fingerprint(folder: string = sources): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const files = parts.flatMap((part) => filesOf(folder, part)).sort();
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(folder: string, part: string): string[] {
  if (statSync(join(folder, part)).isFile()) return [part];
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(py|mjs|toml|xml|java)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
