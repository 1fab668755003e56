#!/usr/bin/env node
// Runs the command line on the project's own Node, whatever Node the host has.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const node = join(root, 'node_modules', 'node', 'bin', 'node');
if (!existsSync(node)) {
  console.error(`countersign: the project is not installed. Run "npm ci" in ${root}.`);
  process.exit(1);
}
const { status, signal } = spawnSync(node, [join(root, 'cli', 'start.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(signal ? 1 : (status ?? 1));
