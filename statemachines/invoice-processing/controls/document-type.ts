import { sayAs } from '../../kernel/controls/say.ts';
import type { InvoiceControl } from '../invoice-case.ts';
import { classOf } from '../matching/sense.ts';

const say = sayAs('document-type');
const terms = ['BT-3'];

/** UNTDID 1001 codes that are booked like any supplier invoice or credit. */
const ORDINARY: ReadonlySet<string> = new Set([
  '380',
  '381',
  '383',
  '384',
  '393',
  '396',
  '81',
  '83',
  '82',
  '326',
  '751',
]);

/** What the document says it is can be booked as a supplier's invoice or credit. */
export const documentType: InvoiceControl = {
  id: 'document-type',
  owner: 'process-owner',
  find({ document }) {
    const { typeCode, preceding } = document;
    if (!ORDINARY.has(typeCode)) {
      const message = `Document type ${typeCode || '(none)'} is not booked by itself: prepayments, self-billing and the like need a person.`;
      return [say.review({ code: 'DOCUMENT-TYPE', message, terms, actual: typeCode })];
    }
    if (typeCode === '384' && classOf(document) === 'debit') {
      const invoices = preceding.map(({ number }) => number).join(', ') || 'an earlier invoice';
      const message = `A corrected invoice takes the place of ${invoices}: a person sees to it that only one of them is paid.`;
      return [say.review({ code: 'CORRECTED-INVOICE', message, terms: ['BT-3', 'BG-3'], actual: typeCode })];
    }
    return [];
  },
};
