import { join } from 'node:path';
import { currentLayout, pythonOf } from '../../erp/layout.ts';
import { databaseName, pythonEnv } from '../../erp/template.ts';
import { run } from '../../local/run.ts';
import { stateDir } from '../../local/state-dir.ts';

/** What an accountant does beside us, in the database of the ERP on that port; what `by_hand.py` prints of it. */
export async function byHandAt(port: number, ...args: readonly string[]): Promise<string> {
  const layout = currentLayout();
  const conf = join(stateDir('erp', `run-${port}`), 'trytond.conf');
  const script = [join(import.meta.dirname, 'by_hand.py'), databaseName, conf, ...args];
  const output = await run(pythonOf(layout.packages), script, { timeoutMs: 50_000, env: pythonEnv(layout) });
  return output.trim();
}
