import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../local/run.ts';
import { writeConfig } from './config.ts';
import { type ErpLayout, erpPath, moduleOf, pythonOf } from './layout.ts';

/** The name of the database in the template and in every copy. */
export const databaseName = 'erp';

const modules = [
  'account_eu',
  'account_fr',
  'account_payment',
  'account_tax_rule_country',
  'bank',
  'countersign',
  'party_siret',
  'purchase',
];
const timeoutMs = 600_000;

/** Makes `erp.sqlite` and `masters.json` in `folder`: Tryton's modules, then our masters. Its passwords are thrown away. */
export async function makeTemplate(layout: ErpLayout, folder: string): Promise<void> {
  const work = join(folder, 'database');
  mkdirSync(work, { recursive: true });
  const config = writeConfig(work, 0);
  const password = join(folder, 'password');
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  writeFileSync(join(work, `${databaseName}.sqlite`), '');
  const env = pythonEnv(layout, folder);
  const admin = ['-m', 'trytond.cli.admin', '-c', config, '-d', databaseName, '--email', 'admin@example.org', '-p'];
  await run(pythonOf(layout.packages), [...admin, '-u', ...modules, '--activate-dependencies'], {
    timeoutMs,
    env: { ...env, TRYTONPASSFILE: password },
  });
  const masters = ['-m', 'masters', databaseName, config, join(folder, 'masters.json')];
  await run(pythonOf(layout.packages), masters, { timeoutMs, env, cwd: erpPath() });
  rmSync(password);
}

/** The environment in which Tryton finds our module and writes no byte code into the sources. */
export function pythonEnv(layout: ErpLayout, template: string = layout.template): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PYTHONPATH: moduleOf(template),
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    TZ: 'UTC',
  };
}
