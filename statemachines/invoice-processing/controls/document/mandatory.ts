import type { DraftInvoice } from '../../ubl/draft.ts';
import { type DocumentRule, reject, review } from './report.ts';

type Report = typeof reject;
type Required = readonly [
  code: string,
  term: string,
  name: string,
  report: Report,
  missing: (of: DraftInvoice) => boolean,
];

const REQUIRED: readonly Required[] = [
  ['BR-01', 'BT-24', 'specification identifier', review, (of) => of.specification === undefined],
  ['BR-02', 'BT-1', 'invoice number', reject, (of) => of.number === undefined],
  ['BR-03', 'BT-2', 'issue date', reject, (of) => of.issueDate === undefined],
  ['BR-04', 'BT-3', 'invoice type code', review, (of) => of.typeCode === ''],
  ['BR-05', 'BT-5', 'invoice currency', reject, (of) => of.currency === undefined],
  ['BR-06', 'BT-27', "seller's name", review, (of) => of.seller.name === undefined],
  ['BR-07', 'BT-44', "buyer's name", review, (of) => of.buyer.name === undefined],
  ['BR-08', 'BG-5', "seller's postal address", review, (of) => of.seller.address === undefined],
  ['BR-09', 'BT-40', "seller's country", review, (of) => of.seller.address !== undefined && !of.seller.country],
  ['BR-10', 'BG-8', "buyer's postal address", review, (of) => of.buyer.address === undefined],
  ['BR-11', 'BT-55', "buyer's country", review, (of) => of.buyer.address !== undefined && !of.buyer.country],
  ['BR-12', 'BT-106', 'sum of line net amounts', reject, (of) => of.totals.lines === undefined],
  ['BR-13', 'BT-109', 'total without VAT', reject, (of) => of.totals.taxExclusive === undefined],
  ['BR-14', 'BT-112', 'total with VAT', reject, (of) => of.totals.taxInclusive === undefined],
  ['BR-15', 'BT-115', 'amount due for payment', reject, (of) => of.totals.payable === undefined],
  ['BR-16', 'BG-25', 'invoice line', reject, (of) => of.lines.length === 0],
];

/** EN 16931 BR-01 to BR-16: what every invoice has. */
export const mandatory: DocumentRule = (document) =>
  REQUIRED.flatMap(([code, term, name, report, missing]) =>
    missing(document) ? [report({ code, message: `The document has no ${name} (${term}).`, terms: [term] })] : [],
  );
