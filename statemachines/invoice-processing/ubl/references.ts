import type { Invoice } from '../invoice.ts';
import { atMost } from './bounded.ts';
import { date, one, present, text } from './read.ts';
import type { XmlElement } from './xml.ts';

/** UNTDID 1001 codes of AdditionalDocumentReference that are no supporting document: BT-18 and BT-11. */
const NO_ATTACHMENT = ['130', '50'];

/** Preceding invoices (BG-3); a reference without a number is left out. */
export function readPreceding(root: XmlElement): Invoice['preceding'] {
  return atMost(1000, root, 'cac:BillingReference').flatMap((each) => {
    const reference = one(each, 'cac:InvoiceDocumentReference');
    const number = text(reference, 'cbc:ID');
    return number === undefined ? [] : [present({ number, issueDate: date(reference, 'cbc:IssueDate') })];
  });
}

/** Supporting documents (BG-24): that they are there, never their content. */
export function readAttachments(root: XmlElement): Invoice['attachments'] {
  return atMost(1000, root, 'cac:AdditionalDocumentReference')
    .filter((each) => !NO_ATTACHMENT.includes(text(each, 'cbc:DocumentTypeCode') ?? ''))
    .map((each) => {
      const content = one(each, 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject');
      return present({
        id: text(each, 'cbc:ID'),
        embedded: content !== undefined,
        empty: content?.text === '' ? (true as const) : undefined,
      });
    });
}
