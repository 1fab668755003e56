import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import Table from 'cli-table3';
import type { ListedBreak } from '../../lambdas/reconcile/ports.ts';
import { type ControlPlane, controlPlane } from '../control-plane.ts';

interface Options {
  readonly company?: string;
  readonly now?: true;
  readonly json?: true;
}

/** `reconcile`: the open breaks, after one more run if that is asked for. */
export async function listBreaks({ company, now, json }: Options): Promise<void> {
  const plane = await controlPlane();
  if (now) await runOnce(plane);
  const breaks = breaksOf(await plane.openBreaks(), company);
  process.stdout.write(`${json ? JSON.stringify(breaks, null, 2) : breaksText(breaks)}\n`);
}

/** Oldest first, of one ERP company if it is named. */
export function breaksOf(breaks: readonly ListedBreak[], company?: string): ListedBreak[] {
  const wanted = breaks.filter((found) => company === undefined || found.company === company);
  return wanted.toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

export function breaksText(breaks: readonly ListedBreak[]): string {
  if (breaks.length === 0) return 'Nothing is open: ledger and ERP say the same, as far as they were compared.';
  const table = new Table({
    head: ['break', 'case', 'company', 'since (UTC)', 'what'],
    style: { head: [], border: [] },
  });
  for (const { kind, caseId, company, since, says } of breaks) table.push([kind, caseId, company, since, says]);
  return table.toString();
}

/** @throws Error with the function's own words when the run fails */
async function runOnce(plane: ControlPlane): Promise<void> {
  const request = new InvokeCommand({ FunctionName: plane.name('reconcile-function'), Payload: '{}' });
  const { FunctionError, Payload } = await new LambdaClient({}).send(request);
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw new Error(`the reconciliation failed: ${text}`);
  const { unreachable } = JSON.parse(text || '{}') as { unreachable?: string };
  if (unreachable)
    throw new Error(`the ERP can’t be asked (${unreachable}); what was found before is listed without --now`);
}
