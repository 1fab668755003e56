import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder hold exactly these files. What is there with the same content stays untouched, so that a second
 * build, or one running at the same time, changes nothing.
 * @returns how many files were written or removed
 */
export function writeChanged(folder: string, files: ReadonlyMap<string, Uint8Array>): number {
  let changed = 0;
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (contentOf(path)?.equals(content)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    changed += 1;
  }
  for (const stale of filesIn(folder).filter((name) => !files.has(name))) {
    rmSync(join(folder, stale), { force: true });
    changed += 1;
  }
  return changed;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
