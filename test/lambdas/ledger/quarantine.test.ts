import { expect, it } from 'vitest';
import { publish } from '../../../lambdas/ledger/publish.ts';
import type { CaseSummary } from '../../../lambdas/shared/adapters/case-view.ts';
import { brokenEvent, mended, toyQuarantine } from '../../support/toy-quarantine.ts';

it('an event in quarantine has its place in the list while it waits, and no event tells of it', async () => {
  const toy = await toyQuarantine();
  await toy.receive(brokenEvent());
  await toy.post('repair', { event: mended() });
  await toy.post('readmit');
  await toy.deliver();
  const [caseId = ''] = toy.cases();
  const entries = await toy.run.as('quarantine').ledger.read(caseId);
  const summaries: CaseSummary[] = [];
  const never = async () => Promise.reject(new Error('told'));
  for (const entry of entries)
    await publish(entry, {
      workflowOf: () => {
        throw new Error('no workflow');
      },
      ledger: { read: async () => entries.filter(({ seq }) => seq <= entry.seq) },
      announcer: { announce: never },
      cases: { put: async (summary) => summaries.push(summary) },
      notifier: { notify: never },
      measure: () => {
        throw new Error('measured');
      },
    });
  const place = `2026-11-24T09:00:00.000Z#${caseId}`;
  expect(summaries.map(({ status, reviewOrder }) => [status, reviewOrder])).toEqual([
    ['quarantined', place],
    ['quarantined', place],
    ['quarantined-readmitted', undefined],
    ['quarantined-admitted', undefined],
  ]);
  expect(summaries[0]).toMatchObject({ facets: { sender: 'shop', eventId: 'e1', reason: 'document: is no toy note' } });
});
