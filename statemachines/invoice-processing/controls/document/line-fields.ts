import type { DraftLine } from '../../ubl/draft.ts';
import { type DocumentRule, reject, review } from './report.ts';

type Required = readonly [code: string, term: string, name: string, missing: (line: DraftLine) => boolean];

const REQUIRED: readonly Required[] = [
  ['BR-21', 'BT-126', 'identifier', (line) => line.id === ''],
  ['BR-22', 'BT-129', 'quantity', (line) => line.quantity === undefined],
  ['BR-23', 'BT-130', 'unit of measure', (line) => line.quantity !== undefined && line.unit === undefined],
  ['BR-25', 'BT-153', 'item name', (line) => line.name === undefined],
  ['BR-26', 'BT-146', 'item net price', (line) => line.price === undefined],
  ['BR-CO-04', 'BT-151', 'VAT category', (line) => !line.vat?.category],
];

/** EN 16931 BR-21 to BR-27 and BR-CO-04: what every line has. */
export const lineFields: DocumentRule = ({ lines }) =>
  lines.flatMap((line, index) => {
    const place = `BG-25[${index + 1}]`;
    const gaps = REQUIRED.filter(([, , , missing]) => missing(line)).map(([code, term, name]) =>
      review({ code, message: `Line ${index + 1} has no ${name} (${term}).`, terms: [`${place}/${term}`] }),
    );
    if (line.net === undefined)
      gaps.push(reject({ code: 'BR-24', message: `Line ${index + 1} has no net amount.`, terms: [`${place}/BT-131`] }));
    if (line.price?.startsWith('-'))
      gaps.push(
        review({
          code: 'BR-27',
          message: `Line ${index + 1} has a price below zero; the quantity carries the sign.`,
          terms: [`${place}/BT-146`],
          expected: '0 or more',
          actual: line.price,
        }),
      );
    return gaps;
  });
