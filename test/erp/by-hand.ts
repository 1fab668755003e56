import { join } from 'node:path';
import { currentLayout, pythonOf } from '../../erp/layout.ts';
import { databaseName, pythonEnv } from '../../erp/template.ts';
import { run } from '../../local/run.ts';
import { stateDir } from '../../local/state-dir.ts';

/** What an accountant does beside us, in the database of the ERP on that port; what `by_hand.py` prints of it. */
export const byHandAt = (port: number, ...args: readonly string[]): Promise<string> => runAt(port, 'by_hand.py', args);

/** What an administrator writes there: one field of one record. */
export async function setFieldAt(
  port: number,
  model: string,
  id: number,
  field: string,
  value: unknown,
): Promise<void> {
  await runAt(port, 'set_field.py', [model, String(id), field, JSON.stringify(value)]);
}

async function runAt(port: number, file: string, args: readonly string[]): Promise<string> {
  const layout = currentLayout();
  const conf = join(stateDir('erp', `run-${port}`), 'trytond.conf');
  const script = [join(import.meta.dirname, file), databaseName, conf, ...args];
  const output = await run(pythonOf(layout.packages), script, { timeoutMs: 50_000, env: pythonEnv(layout) });
  return output.trim();
}
