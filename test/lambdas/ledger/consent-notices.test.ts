import { expect, it } from 'vitest';
import { publish } from '../../../lambdas/ledger/publish.ts';
import type { OutgoingEvent } from '../../../statemachines/kernel/events/outgoing-event.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyConsents } from '../../support/toy-consents.ts';
import { toyWorkflow } from '../../support/toy-workflow.ts';

async function told(act: (toy: ReturnType<typeof toyConsents>, ref: CaseRef) => Promise<void>) {
  const toy = toyConsents();
  const ref = await toy.underReview();
  await act(toy, ref);
  const entries = await toy.entries(ref);
  const events: OutgoingEvent[] = [];
  const messages: string[] = [];
  const texts: string[] = [];
  const deps = {
    workflowOf: () => toyWorkflow,
    ledger: { read: async () => entries },
    announcer: { announce: async (event: OutgoingEvent) => void events.push(event) },
    cases: { put: async () => undefined },
    measure: () => {},
    notifier: {
      notify: async (role: string, { subject, text }: { subject: string; text: string }) => {
        messages.push(`${role}: ${subject}`);
        texts.push(text);
      },
    },
  };
  for (const entry of entries) await publish(entry, deps);
  const notices = events.filter(({ type }) => type.startsWith('review.'));
  return { messages, texts, notices: notices.map(({ type, data }) => ({ type, ...(data as object) })) };
}

it('nobody is told but by a step: neither by each consent, nor by the last countersignature', async () => {
  const { messages } = await told((toy, ref) => toy.all(ref, 'sam', 'lea', 'leo', 'pia', 'ann'));
  expect(messages).toEqual([
    ...['security: Toy: please decide', 'legal: Toy: please decide'],
    ...['privacy: Toy: please decide', 'clerk: Toy: please decide'],
  ]);
});

it('who is asked is told on the bus, too: those who consent, and then those who countersign', async () => {
  const { notices, texts } = await told((toy, ref) => toy.all(ref, 'sam', 'lea', 'leo', 'pia'));
  expect(notices).toMatchObject([
    { type: 'review.opened.v1', role: 'clerk', consents: ['security', 'legal'] },
    { type: 'review.consented.v1', role: 'clerk', consents: ['privacy'], due: '2026-11-24T10:00:00.000Z' },
    { type: 'review.consented.v1', role: 'clerk', due: '2026-11-24T10:00:00.000Z' },
  ]);
  expect(Object.keys(notices[2] ?? {})).not.toContain('consents');
  expect(texts[0]).toContain('Asked: security, legal. Until: 2026-11-24T10:00:00.000Z.');
});

it('by the clock, whoever is lacking is told, and in the end whoever is asked by then', async () => {
  const { messages, notices, texts } = await told(async (toy, of) => {
    let ref = of;
    await toy.all(ref, 'sam');
    for (const hours of [1, 2]) {
      toy.run.clock.advance(hours * 3_600_000);
      ref = await toy.run.timedOut(ref);
    }
    await toy.all(ref, 'lea', 'leo', 'pia');
  });
  expect(messages.slice(2)).toEqual([
    ...['legal: Toy: reminded', 'legal: Toy: escalated', 'privacy: Toy: please decide', 'chief: Toy: please decide'],
  ]);
  expect(notices.map(({ type }) => type).slice(1, 3)).toEqual(['review.reminded.v1', 'review.escalated.v1']);
  expect(texts[3]).toContain('still waits for a decision.');
});
