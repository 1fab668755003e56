import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { killMarked, startOf } from './processes.ts';
import { stateDir } from './state-dir.ts';

const recordSchema = z.strictObject({
  name: z.string(),
  mark: z.string().min(1),
  pid: z.int().positive(),
  started: z.string(),
  owner: z.strictObject({ pid: z.int().positive(), started: z.string() }),
});

/** A child on record under `.local/run`, with the process that owns it, so that a later start can end what was left. */
export type ChildRecord = z.infer<typeof recordSchema>;

/** Writes the record of a child of this process. */
export function recordChild(child: Pick<ChildRecord, 'name' | 'mark' | 'pid'>, folder = stateDir('run')): void {
  const record: ChildRecord = {
    ...child,
    started: startOf(child.pid) ?? '',
    owner: { pid: process.pid, started: startOf(process.pid) ?? '' },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileOf(child.mark)), JSON.stringify(record));
}

/** Removes the record of a child that has ended. */
export function forgetChild(mark: string, folder = stateDir('run')): void {
  rmSync(join(folder, fileOf(mark)), { force: true });
}

/**
 * Ends the children of owners that were killed before they could do it themselves, and returns their names.
 * Children whose owner runs are left alone. A record that can't be read is removed.
 */
export function endStaleChildren(folder = stateDir('run')): string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((file) => file.startsWith('child-'))
    .flatMap((file) => {
      const record = readRecord(join(folder, file));
      if (record && startOf(record.owner.pid) === record.owner.started) return [];
      const root = record && startOf(record.pid) === record.started ? record.pid : 0;
      const ended = record !== undefined && killMarked(record.mark, root);
      rmSync(join(folder, file), { force: true });
      return ended ? [record.name] : [];
    });
}

function readRecord(file: string): ChildRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function fileOf(mark: string): string {
  return `child-${mark}.json`;
}
