import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDir } from '../local/state-dir.ts';

const sources = import.meta.dirname;

/** Where the parts of an installed ERP lie; all paths absolute. A folder is there only when it is complete. */
export interface ErpLayout {
  /** The Python packages of `requirements.lock`; one folder per lock. */
  readonly packages: string;
  /** Our Tryton module and the database with the masters; one folder per state of `erp/`. */
  readonly template: string;
}

/** The layout that belongs to the sources as they are now, installed or not. */
export function currentLayout(): ErpLayout {
  const machine = `${process.platform} ${process.arch}`;
  const lock = fingerprint(machine, ['requirements.lock']);
  return {
    packages: stateDir('erp', `packages-${lock}`),
    template: stateDir('erp', `template-${fingerprint(lock, templateSources())}`),
  };
}

/** A file of `erp/`. */
export function erpPath(...names: readonly string[]): string {
  return join(sources, ...names);
}

/** The Python of the installed packages. */
export function pythonOf(packages: string): string {
  return join(packages, 'bin', 'python');
}

/** The folder with our module, to put on PYTHONPATH. */
export function moduleOf(template: string): string {
  return join(template, 'module');
}

function templateSources(): string[] {
  return ['tryton-module', 'masters'].flatMap((folder) =>
    readdirSync(erpPath(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(py|cfg|xml|toml|json|csv)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(sources.length + 1)),
  );
}

function fingerprint(seed: string, files: readonly string[]): string {
  const hash = createHash('sha256').update(`${seed}\n`);
  for (const file of [...files].sort()) hash.update(`${file}\n`).update(readFileSync(erpPath(file)));
  return hash.digest('hex').slice(0, 16);
}
