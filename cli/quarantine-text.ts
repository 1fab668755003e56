import Table from 'cli-table3';
import type { Listed, Shown } from '../lambdas/quarantine/schemas.ts';

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const;

/** `3 d`, `5 h`, `12 min`, `40 s`: whole units, rounded down. */
export function ageText(seconds: number): string {
  const [size, unit] = UNITS.find(([of]) => seconds >= of) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** The list as a table, oldest first. */
export function quarantineTable(quarantined: Listed['quarantined'], more: boolean): string {
  if (quarantined.length === 0) return 'nothing is in quarantine';
  const table = new Table({
    head: ['case', 'age', 'times', 'sender', 'type', 'event', 'reason'],
    style: { head: [], border: [] },
  });
  for (const { caseId, ageSeconds, count, sender, type, eventId, reason } of quarantined)
    table.push([caseId, ageText(ageSeconds), count, sender, type, eventId, reason.slice(0, 60)]);
  return `${table}${more ? '\nthere are more: decide about these first' : ''}`;
}

/** One event as a person reads it before deciding. */
export function quarantinedText(shown: Shown): string {
  const { caseId, state, digest, sender, type, eventId, time, firstSeen, lastSeen, count, ageSeconds } = shown;
  return [
    `${caseId} is ${state}`,
    `${type || 'no type'} ${eventId || 'without id'} of ${sender || 'an unknown sender'}, time ${time || 'not said'}`,
    `first seen ${firstSeen}, ${ageText(ageSeconds)} ago; came ${count === 1 ? 'once' : `${count} times`}, last ${lastSeen}`,
    ...(shown.admitted ? [`admitted: ${shown.admitted.answer} ${shown.admitted.caseId ?? ''}`.trim()] : []),
    '',
    'Why',
    ...shown.faults.map(({ path, detail }) => `  ${path}: ${detail}`),
    ...shown.history.map(({ stage, by, at, reason }) => `${stage} by ${by}, ${at}${reason ? `: ${reason}` : ''}`),
    '',
    `The event${shown.original === undefined ? '' : ', as repaired'} (digest ${digest})`,
    JSON.stringify(shown.event, null, 2),
    ...(shown.original === undefined ? [] : ['', 'As it came', JSON.stringify(shown.original, null, 2)]),
  ].join('\n');
}
