import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeConfig } from '../../erp/config.ts';
import { installErp } from '../../erp/install.ts';
import { type ErpLayout, pythonOf } from '../../erp/layout.ts';
import { databaseName, pythonEnv } from '../../erp/template.ts';
import { run } from '../../local/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-erp-'));
let layout: ErpLayout;
beforeAll(async () => {
  layout = await installErp();
  copyFileSync(join(layout.template, 'database', `${databaseName}.sqlite`), join(folder, `${databaseName}.sqlite`));
}, 400_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a script prints that works in the ERP's own process, as an administrator may. */
async function linesOf(script: string): Promise<string[]> {
  const args = [join(import.meta.dirname, script), databaseName, writeConfig(folder, 0)];
  const output = await run(pythonOf(layout.packages), args, { timeoutMs: 50_000, env: pythonEnv(layout) });
  return output.trim().split('\n');
}

it('an unbalanced move is not posted, not even by an administrator; a balanced one is', async () => {
  expect(await linesOf('unbalanced.py')).toEqual(['119.99 UNBALANCED_MOVE', '120.00 posted']);
});

it('what is open of an advance follows what accountants enter and cancel by hand', async () => {
  expect(await linesOf('advance_books.py')).toEqual([
    'used by hand 1000.00/1044.00',
    'posted 500.00/500.00 810.00/810.00',
    'applied 810.00/810.00',
    'cancelled 810.00/810.00 500.00/500.00',
  ]);
});
