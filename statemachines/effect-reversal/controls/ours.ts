import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('ours');

/** The ERP has the document, and it is the one that the case has posted. */
export const ours: ReversalControl = {
  id: 'ours',
  owner: 'finance-systems',
  find({ document: { reverses }, facts: { document } }) {
    if (!document) {
      const message = `The ERP has no document ${reverses.document.number}: nothing is there to be reversed.`;
      return [say.park({ code: 'DOCUMENT-NOT-FOUND', message, expected: reverses.document.id })];
    }
    const { id, number, key, caseId } = document;
    const same =
      id === reverses.document.id &&
      number === reverses.document.number &&
      key === reverses.key &&
      (caseId === undefined || caseId === reverses.caseId);
    if (same) return [];
    const message = `The ERP's document ${number} is not what the case ${reverses.caseId} has posted.`;
    return [say.park({ code: 'DOCUMENT-NOT-OURS', message, expected: reverses.key, actual: key ?? 'no key' })];
  },
};
