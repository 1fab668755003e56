import Table from 'cli-table3';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { SampleResult } from './run.ts';

const WIDTHS = [26, 14, 34, 44, 40, 16];

/** One table of all samples: received, found, decided and why, posted, where it stands. */
export function sampleTable(results: readonly SampleResult[]): string {
  const head = ['case', 'received', 'findings', 'decision and policies', 'posted in the ERP', 'stands at'];
  const table = new Table({
    head,
    colWidths: WIDTHS,
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  for (const result of results) table.push(rowOf(result));
  return table.toString();
}

function rowOf({ sample, caseId, intake, findings, decision, confirmed, status, faults }: SampleResult): string[] {
  const { route, role, policies, reason } = decision?.body ?? {};
  const by = [route, role && `(${String(role)})`, reason].filter(Boolean).join(' ');
  const policyNames = Array.isArray(policies) ? policies.join(', ') : '';
  const stands = faults.length === 0 ? (status ?? 'no case') : `${status ?? 'no case'} ✗ ${faults.join('; ')}`;
  return [
    `${sample.slug}\n${caseId?.slice(-12) ?? ''}`,
    [intake.answer, ...intake.reasons].join(': '),
    findings.join(', ') || '—',
    `${by}\n${policyNames}`,
    inErp(confirmed),
    stands,
  ];
}

/** A posted document, or an order; what is not there is a dash. */
function inErp(confirmed: LedgerEntry | undefined): string {
  const { document, order } = (confirmed?.body ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const made = document ?? order;
  if (!made) return '—';
  const amounts = `${made['number']}: ${made['net']} + ${made['tax']} = ${made['gross']} ${made['currency']}`;
  if (order) return `${amounts}, ${order['state']}`;
  return `${amounts}, ${made['balanced'] ? 'balanced' : 'NOT BALANCED'}`;
}
