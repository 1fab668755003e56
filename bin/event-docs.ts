import { join } from 'node:path';
import { registry } from '../statemachines/registry.ts';
import { writeChanged } from './build/write-changed.ts';
import { eventFiles } from './event-docs/event-files.ts';

const folder = join(import.meta.dirname, '../docs/events');
const files = [...eventFiles(registry)].map(([name, content]) => [name, Buffer.from(content)] as const);
process.stdout.write(`${writeChanged(folder, new Map(files))} of ${files.length} files below docs/events changed\n`);
