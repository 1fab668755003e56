import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('..', import.meta.url);

/**
 * Where a runbook says what to do: its path from the repository's root, with the heading's anchor.
 * @throws Error when the runbook has no such heading
 */
export function runbookLink(file: URL, heading: string): string {
  const path = relative(fileURLToPath(ROOT), fileURLToPath(file)).split(sep).join('/');
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#{2,3} +(.+?) *$/gm)].map(([, text]) => text);
  if (headings.includes(heading)) return `${path}#${heading.toLowerCase().replaceAll(' ', '-')}`;
  throw new Error(`${path} has no heading "## ${heading}", which an alarm points to`);
}
