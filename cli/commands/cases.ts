import Table from 'cli-table3';
import type { CaseSummary } from '../../lambdas/shared/adapters/case-view.ts';
import { CASE_STATUSES } from '../../lambdas/shared/case-status.ts';
import { controlPlane } from '../control-plane.ts';
import { Unreadable } from '../unreadable.ts';

/** `cases`: the newest of each status, or of one. */
export async function listCases(options: { status?: string; json?: true }): Promise<void> {
  const wanted = CASE_STATUSES.filter((status) => !options.status || status === options.status);
  if (wanted.length === 0) throw new Unreadable(`--status ${options.status}: use one of ${CASE_STATUSES.join(', ')}`);
  const plane = await controlPlane();
  const lists = await Promise.all(wanted.map((status) => plane.casesOf(status)));
  const cases = lists.flat().toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  process.stdout.write(options.json ? `${JSON.stringify(cases, null, 2)}\n` : `${tableOf(cases)}\n`);
}

function tableOf(cases: readonly CaseSummary[]): string {
  const table = new Table({
    head: ['case', 'subject', 'status', 'attempt', 'updated (UTC)'],
    style: { head: [], border: [] },
  });
  for (const { caseId, subject, status, attempt, updatedAt } of cases)
    table.push([caseId, subject, status, attempt, updatedAt]);
  return table.toString();
}
