import { documentFindings } from '../../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import type { DraftInvoice } from '../../../../../statemachines/invoice-processing/ubl/draft.ts';
import { readUbl } from '../../../../../statemachines/invoice-processing/ubl/read-ubl.ts';
import { bytes, edited, sampleXml } from '../../../../samples/sample-xml.ts';

/** A clean document of its own for each test: two lines of category S, 20 %, 1380.00 + 276.00 = 1656.00 EUR. */
export const cleanDraft = (): DraftInvoice => readUbl(bytes(sampleXml()));

/** The clean document with changes in its XML. */
export const draftWith = (...changes: Parameters<typeof edited>[1][]): DraftInvoice =>
  readUbl(bytes(edited(sampleXml(), ...changes)));

export function blocking(document: DraftInvoice): string[] {
  return documentFindings(document).flatMap(({ severity, code }) => (severity === 'blocking' ? [code] : []));
}

export function warnings(document: DraftInvoice): string[] {
  return documentFindings(document).flatMap(({ severity, code }) => (severity === 'warning' ? [code] : []));
}
