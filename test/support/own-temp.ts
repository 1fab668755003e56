import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all that tests leave in the folder for temporary files one of its own, and removes it when they have ended. */
export default function ownTemp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
