import { postedDocumentFacts } from '../../../statemachines/effect-reversal/facts.ts';
import type { ReversalCase } from '../../../statemachines/effect-reversal/reversal-case.ts';
import { effectReversal } from '../../../statemachines/effect-reversal/workflow.ts';
import { reversalRequested } from '../../../statemachines/kernel/events/reversal-requested.ts';
import { reversalCaseId, reversalRequest } from '../../../statemachines/kernel/reversal.ts';

const asked = JSON.parse(reversalRequested.example.document.content) as Readonly<Record<string, object>>;

/** A request, and an ERP that says of its document just what was confirmed; each with what a test changes. */
export function reversalCase(
  more: { asked?: object; document?: object | undefined; facts?: object } = {},
): ReversalCase {
  const document = reversalRequest.parse({ ...asked, ...more.asked });
  const { reverses, company } = document;
  const found = {
    ...{ ...reverses.document, key: reverses.key, caseId: reverses.caseId, kind: 'debit', state: 'posted' },
    ...{ vendor: { id: '12', code: 'V-12', name: 'Shop' }, date: '2026-11-20', advancesApplied: false },
    ...{ creditedBy: [], cancelled: false, paymentBlocked: false },
  };
  const facts = postedDocumentFacts.parse({
    schema: 1,
    readAt: '2026-11-24T09:00:00.000Z',
    company: { ...company, name: 'Acme', currency: 'EUR' },
    ...('document' in more && more.document === undefined ? {} : { document: { ...found, ...more.document } }),
    periods: [
      { id: '10', start: '2026-10-01', end: '2026-10-31', open: false },
      { id: '11', start: '2026-11-01', end: '2026-11-30', open: true },
      { id: '12', start: '2026-12-01', end: '2026-12-31', open: true },
    ],
    acts: [],
    versions: [
      { kind: 'vendor-document', id: reverses.document.id, version: '7' },
      ...['10', '11', '12'].map((id) => ({ kind: 'period', id, version: '1' })),
    ],
    ...more.facts,
  });
  return { caseId: reversalCaseId(document), document, facts, source: 'countersign', today: '2026-11-24' };
}

export const findingsOf = (of: ReversalCase) => effectReversal.controls.flatMap((control) => control.find(of));
export const proposalOf = (of: ReversalCase) => effectReversal.propose(of, findingsOf(of));
