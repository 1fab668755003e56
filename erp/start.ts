import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../local/child.ts';
import { run } from '../local/run.ts';
import { stateDir } from '../local/state-dir.ts';
import { writeConfig } from './config.ts';
import { installErp } from './install.ts';
import { type ErpLayout, erpPath, pythonOf } from './layout.ts';
import { type Masters, readMasters } from './masters.ts';
import { databaseName, pythonEnv } from './template.ts';

/** Who may do what: `reader` only reads facts, `invoice` only posts supplier invoices, `steward` only changes parties,
 * `buyer` only places orders, `credit` only credits customers, `purchase` handles orders by hand. */
export type ErpRole = 'reader' | 'invoice' | 'steward' | 'buyer' | 'credit' | 'purchase';

/** A login of this very copy of the database; the password is made fresh at each start. */
export interface ErpUser {
  readonly login: string;
  readonly password: string;
}

/** A running ERP on a fresh copy of the template. */
export interface RunningErp {
  readonly url: string;
  readonly database: string;
  readonly users: Readonly<Record<ErpRole, ErpUser>>;
  readonly masters: Masters;
  readonly pid: number;
  stop(): Promise<void>;
  /** The same database and passwords again, after `stop`; the process is another one. */
  startAgain(): Promise<RunningErp>;
}

/** Installs the ERP if need be, copies the template, sets fresh passwords, and waits until a login succeeds. Loopback only. */
export async function startErp({ port }: { readonly port: number }): Promise<RunningErp> {
  const layout = await installErp();
  const folder = stateDir('erp', `run-${port}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(join(layout.template, 'database', `${databaseName}.sqlite`), join(folder, `${databaseName}.sqlite`));
  const users = await setPasswords(layout, folder);
  return serve(layout, folder, port, users);
}

async function setPasswords(layout: ErpLayout, folder: string): Promise<RunningErp['users']> {
  const user = (login: string) => ({ login, password: randomBytes(24).toString('base64url') });
  const users = {
    reader: user('svc_reader'),
    invoice: user('svc_invoice'),
    steward: user('svc_steward'),
    buyer: user('svc_buyer'),
    credit: user('svc_credit'),
    purchase: user('svc_purchase'),
  };
  const all = [...Object.values(users), user('admin')];
  const file = join(folder, 'passwords.json');
  writeFileSync(file, JSON.stringify(Object.fromEntries(all.map((one) => [one.login, one.password]))), { mode: 0o600 });
  const args = [erpPath('passwords.py'), join(folder, `${databaseName}.sqlite`), file];
  await run(pythonOf(layout.packages), args, { timeoutMs: 60_000, env: pythonEnv(layout) });
  rmSync(file);
  return users;
}

async function serve(layout: ErpLayout, folder: string, port: number, users: RunningErp['users']): Promise<RunningErp> {
  const url = `http://127.0.0.1:${port}`;
  const child: Child = await startChild({
    name: `erp-${port}`,
    command: pythonOf(layout.packages),
    args: ['-m', 'trytond.cli', '-c', writeConfig(folder, port), '-d', databaseName],
    env: pythonEnv(layout),
    ready: () => canLogIn(url, users.reader),
    readyWithinMs: 60_000,
  });
  return {
    url,
    database: databaseName,
    users,
    masters: readMasters(readFileSync(join(layout.template, 'masters.json'), 'utf8')),
    pid: child.pid,
    stop: () => child.stop(),
    startAgain: () => serve(layout, folder, port, users),
  };
}

async function canLogIn(url: string, user: ErpUser): Promise<boolean> {
  const response = await fetch(`${url}/${databaseName}/rpc/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 1, method: 'common.db.login', params: [user.login, { password: user.password }] }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer: unknown = await response.json();
  return typeof answer === 'object' && answer !== null && 'result' in answer && answer.result !== null;
}
