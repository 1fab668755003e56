import Table from 'cli-table3';
import type { Listed, Shown } from '../lambdas/order/schemas.ts';
import { ageText } from './quarantine-text.ts';

/** The list as a table, the longest first. */
export function orderTable(waiting: Listed['waiting'], more: boolean): string {
  if (waiting.length === 0) return 'nothing waits for an earlier event';
  const table = new Table({
    head: ['case', 'age', 'sender', 'subject', 'waiting', 'first', 'too long'],
    style: { head: [], border: [] },
  });
  for (const { caseId, ageSeconds, sender, subject, waiting: count, first, expired } of waiting)
    table.push([caseId, ageText(ageSeconds), sender, subject, count, first, expired ? 'yes' : '']);
  return `${table}${more ? '\nthere are more' : ''}`;
}

/** One subject as a person reads it before deciding. */
export function orderText({ caseId, subject, source, sender, workflow, last, missing, held, history }: Shown): string {
  return [
    `${caseId}: ${subject} of ${source}, sent by ${sender}, for ${workflow}`,
    `taken in up to ${last}; ${missing ? `${missing.from} to ${missing.to} missing` : 'nothing missing'}`,
    ...held.map(({ sequence, eventId, since }) => `${sequence} waits since ${since}: ${eventId}`),
    '',
    ...history.map(({ stage, by, at, what }) => `${stage} by ${by}, ${at}: ${what}`),
  ].join('\n');
}
