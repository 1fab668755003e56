import Table from 'cli-table3';
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
  const document = confirmed?.body['document'] as Record<string, unknown> | undefined;
  const posted = document
    ? `${document['number']}: ${document['net']} + ${document['tax']} = ${document['gross']} ${document['currency']}, ${document['balanced'] ? 'balanced' : 'NOT BALANCED'}`
    : '—';
  const stands = faults.length === 0 ? (status ?? 'no case') : `${status ?? 'no case'} ✗ ${faults.join('; ')}`;
  return [
    `${sample.slug}\n${caseId?.slice(-12) ?? ''}`,
    [intake.answer, ...intake.reasons].join(': '),
    findings.join(', ') || '—',
    `${by}\n${policyNames}`,
    posted,
    stands,
  ];
}
