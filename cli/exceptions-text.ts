import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import { inWords } from '../lambdas/erp/steps.ts';
import type { Line, Shown } from '../lambdas/exceptions/schemas.ts';
import { formatAmount } from '../statemachines/kernel/money.ts';
import { ageText } from './quarantine-text.ts';

const amount = ({ value }: Line) => (value ? `${formatAmount(value)} ${value.currency}` : '');

/** The worklist as a table, due first. */
export function exceptionsTable(exceptions: readonly Line[], more: boolean): string {
  if (exceptions.length === 0) return 'nothing waits for you';
  const table = new Table({
    head: ['case', 'class', 'age', 'due (UTC)', 'value', 'company', 'in hand', 'ends by', 'reason'],
    style: { head: [], border: [] },
  });
  for (const line of exceptions) {
    const { caseId, class: of, ageSeconds, due, overdue, company = '', assignee = '', route, allowed, reason } = line;
    const until = `${due.slice(0, 16)}${overdue ? ' OVERDUE' : ''}`;
    const hands = assignee || `(${route})`;
    table.push([
      caseId,
      of,
      ageText(ageSeconds),
      until,
      amount(line),
      company,
      hands,
      allowed.join('\n'),
      reason.slice(0, 60),
    ]);
  }
  return `${table}${more ? '\nthere are more: resolve these first' : ''}`;
}

/** One case as a person reads it before saying something of it. */
export function exceptionText({ caseId, status, exception, effects, postedByHand, history }: Shown): string {
  return [
    `${caseId} is ${status}`,
    ...(exception
      ? [
          `${exception.class} since ${exception.since} (entry ${exception.opened}), ${ageText(exception.ageSeconds)}: ${exception.reason}`,
          `due ${exception.due}${exception.overdue ? ', OVERDUE' : ''}; of ${exception.owner}, first ${exception.route}; in hand of ${exception.assignee ?? 'nobody'}`,
          `ends by: ${exception.allowed.join(', ')}`,
        ]
      : ['nothing waits for people']),
    ...(effects ?? []).map((effect) => `  ${inWords([effect])}`),
    ...(postedByHand
      ? [`posted by hand as ${postedByHand.document}, says ${postedByHand.by} in entry ${postedByHand.entry}`]
      : []),
    ...history.map(({ entry, stage, by, at, to, resolution, document, reason }) =>
      [`${entry}  ${at}  ${stage} by ${by}`, to && `to ${to}`, resolution, document, reason].filter(Boolean).join(', '),
    ),
  ].join('\n');
}

const COLUMNS = [
  ...['case', 'workflow', 'subject', 'class', 'severity', 'owner', 'route', 'company', 'value', 'currency'],
  ...['since', 'due', 'overdue', 'age hours', 'in hand', 'ends by', 'reason'],
] as const;

/**
 * One line for each exception (RFC 4180), amounts as plain decimals. A text that a spreadsheet would take for a formula
 * begins with an apostrophe: subjects and reasons come from outside.
 */
export function exceptionsCsv(exceptions: readonly Line[]): string {
  const lines = exceptions.map((line): Readonly<Record<(typeof COLUMNS)[number], string>> => {
    const { caseId, workflow, subject, severity, owner, route, value, since, due, allowed, reason } = line;
    return {
      ...{ case: caseId, workflow, subject, class: line.class, severity, owner, route, since, due, reason },
      ...{ company: line.company ?? '', 'in hand': line.assignee ?? '', 'ends by': allowed.join('; ') },
      ...{ value: value ? formatAmount(value) : '', currency: value?.currency ?? '' },
      ...{ overdue: line.overdue ? 'yes' : 'no', 'age hours': (line.ageSeconds / 3_600).toFixed(1) },
    };
  });
  const columns = [...COLUMNS];
  return stringify(lines, { header: true, columns, record_delimiter: 'windows', escape_formulas: true });
}
