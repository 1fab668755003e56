import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/* Compiled modules are kept where only they who could change the modules can change them. */
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'countersign'));

await import('./main.ts');
