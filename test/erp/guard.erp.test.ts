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

it('an unbalanced move is not posted, not even by an administrator; a balanced one is', async () => {
  const args = [join(import.meta.dirname, 'unbalanced.py'), databaseName, writeConfig(folder, 0)];
  const output = await run(pythonOf(layout.packages), args, { timeoutMs: 50_000, env: pythonEnv(layout) });
  expect(output.trim().split('\n')).toEqual(['119.99 UNBALANCED_MOVE', '120.00 posted']);
});
