import { sum } from '../../kernel/decimal.ts';
import type { Finding } from '../../kernel/finding.ts';
import type { DraftInvoice } from '../ubl/draft.ts';
import { reject, warn } from './document/report.ts';

const CONTROL = 'completeness';

/** A document that is cut short says more than it holds (trap T23): lines, totals, attachments, order references. */
export function completeness(document: DraftInvoice): Finding[] {
  return [...lines(document), ...attachments(document), ...orderReference(document)];
}

function lines({ lines: given, lineCount, totals }: DraftInvoice): Finding[] {
  const missing = (message: string, expected: string, actual: string) =>
    reject({ control: CONTROL, code: 'LINES-MISSING', message, terms: ['BG-25', 'BT-106'], expected, actual });
  if (given.length === 0) return [missing('The document has no lines.', '1 or more', '0')];
  if (lineCount !== undefined && lineCount !== given.length)
    return [missing('The document counts other lines than it has.', String(lineCount), String(given.length))];
  const total = sum(given.map(({ net }) => net ?? '0'));
  if (totals.lines === undefined || total.abs().greaterThanOrEqualTo(totals.lines.replace('-', ''))) return [];
  return [missing('The lines add up to less than the document says.', totals.lines, total.toFixed(2))];
}

function attachments({ attachments: given }: DraftInvoice): Finding[] {
  return given
    .filter(({ empty }) => empty)
    .map(({ id }) =>
      reject({
        control: CONTROL,
        code: 'ATTACHMENT-EMPTY',
        message: `Attachment ${id?.slice(0, 60) ?? 'without identifier'} has no content.`,
        terms: ['BG-24', 'BT-125'],
      }),
    );
}

function orderReference({ lines: given, order }: DraftInvoice): Finding[] {
  if (order !== undefined || !given.some(({ orderLine }) => orderLine !== undefined)) return [];
  return [
    warn({
      control: CONTROL,
      code: 'ORDER-REFERENCE-MISSING',
      message: 'Lines refer to order lines (BT-132), but the document names no order (BT-13).',
      terms: ['BT-13', 'BT-132'],
    }),
  ];
}
