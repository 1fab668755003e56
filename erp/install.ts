import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPrerequisites } from '../local/prerequisites.ts';
import { startOf } from '../local/processes.ts';
import { step } from '../local/progress.ts';
import { run } from '../local/run.ts';
import { stateDir } from '../local/state-dir.ts';
import { currentLayout, type ErpLayout, erpPath, moduleOf, pythonOf } from './layout.ts';
import { makeTemplate } from './template.ts';

const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];
const timeoutMs = 600_000;

/**
 * Installs Tryton's packages and makes the template database under `.local/erp`, unless they are there.
 * A folder gets its name only when everything is in it, so a broken install is done anew.
 * Fails with a SetupError that names what is missing on the machine, or a CommandError with the words of pip or Tryton.
 */
export async function installErp(): Promise<ErpLayout> {
  const layout = currentLayout();
  mkdirSync(stateDir('erp'), { recursive: true });
  await once(layout.packages, (folder) => step('ERP: Tryton 8.0 packages', 15, () => installPackages(folder)));
  await once(layout.template, (folder) =>
    step('ERP: database with companies, vendors, orders, earlier invoices', 60, async () => {
      await installModule(layout, folder);
      await makeTemplate(layout, folder);
    }),
  );
  removeOthers(layout);
  return layout;
}

async function once(folder: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await make(partial);
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function installPackages(folder: string): Promise<void> {
  const { python } = await findPrerequisites();
  await run(python, ['-m', 'venv', folder], { timeoutMs });
  await run(pythonOf(folder), [...pip, '-r', erpPath('requirements.lock')], { timeoutMs });
}

/** From a copy, since a build writes beside its sources. */
async function installModule(layout: ErpLayout, folder: string): Promise<void> {
  const copy = join(folder, 'source');
  cpSync(erpPath('tryton-module'), copy, { recursive: true });
  const args = [...pip, '--no-build-isolation', '--target', moduleOf(folder), copy];
  await run(pythonOf(layout.packages), args, { timeoutMs });
  rmSync(copy, { recursive: true, force: true });
}

/** Templates of older sources, and installs whose process was killed. */
function removeOthers(layout: ErpLayout): void {
  for (const name of readdirSync(stateDir('erp'))) {
    const installer = Number(/\.partial-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
    const isUnderWay = !Number.isNaN(installer) && startOf(installer) !== undefined;
    const isOurs = /^(packages|template)-/.test(name);
    if (!isOurs || isUnderWay || [layout.packages, layout.template].includes(stateDir('erp', name))) continue;
    rmSync(stateDir('erp', name), { recursive: true, force: true });
  }
}
