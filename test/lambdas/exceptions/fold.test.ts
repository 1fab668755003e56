import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unsettledPreparation } from '../../../lambdas/erp/unsettled.ts';
import { exceptionOf } from '../../../lambdas/exceptions/fold.ts';
import { exceptionSummary } from '../../../lambdas/exceptions/summary.ts';
import { MAX_ATTEMPTS, sweptInARow } from '../../../lambdas/shared/attempts.ts';
import { type CaseStatus, deviates, isInFlight, statusOf } from '../../../lambdas/shared/case-status.ts';
import { openBreaksOf } from '../../../lambdas/shared/open-breaks.ts';
import { EXCEPTIONS, STATEMENTS } from '../../../statemachines/kernel/exceptions.ts';
import { type LedgerEntry, STAGE_WRITER, type Stage } from '../../../statemachines/kernel/ledger-entry.ts';
import { handPosting } from '../../../statemachines/kernel/statements.ts';
import { addWorkingTime } from '../../../statemachines/kernel/working-time.ts';

type Draft = readonly [stage: Stage, body?: LedgerEntry['body']];

/** Entries of one toy case, in order; only what folds look at. */
function entriesOf(drafts: readonly Draft[]): LedgerEntry[] {
  return drafts.map(([stage, body = {}], index) => ({
    ...{ caseId: `toy-${'0'.repeat(32)}`, seq: index + 1, at: '2026-11-24T09:00:00.000Z', stage, body, evidence: [] },
    ...{ actor: { kind: PEOPLE.has(stage) ? 'person' : 'system', id: 'x' }, workflow: { slug: 'toy', version: '1' } },
    ...{ entryKey: `effect/1/1/post/${index}`, prevHash: '', hash: '', mac: '', writer: STAGE_WRITER[stage] },
  }));
}
const PEOPLE: ReadonlySet<Stage> = new Set(['exception-assigned', 'exception-resolved', 'exception-taken-back']);
const parked = (reason: string, ...more: Draft[]) =>
  exceptionOf(entriesOf([['received'], ['parked', { reason }], ...more]));

describe('nothing waits for people', () => {
  it.each<[string, Draft[]]>([
    ['of a case that is on its way', [['received']]],
    ['of a review', [['received'], ['decided', { attempt: 1, visit: 1 }], ['review-opened', { attempt: 1, visit: 1 }]]],
    ['once it is posted', [['received'], ['confirmed', { deviations: [] }]]],
    ['once it is refused', [['received'], ['refused']]],
    ['while the sweep starts it again', [['received'], ['interrupted', { attempt: 1 }]]],
    ['once a person reopened it', [['received'], ['parked'], ['reopened-by-person', { attempt: 2 }]]],
    ['once a person closed it', [['received'], ['parked'], ['exception-resolved', { resolution: 'close-refused' }]]],
    ['once a person posted it', [['received'], ['parked'], ['exception-resolved', { resolution: 'posted-by-hand' }]]],
    [
      'once somebody accepted the document',
      [
        ['received'],
        ['confirmed', { deviations: ['net'] }],
        ['exception-resolved', { resolution: 'accept-as-is', opened: 2 }],
      ],
    ],
  ])('%s', (_, drafts) => expect(exceptionOf(entriesOf(drafts))).toBeUndefined());
});

describe('the class of a case', () => {
  it.each([
    ['Transient', 'erp-unavailable'],
    ['ErpRejected', 'erp-refused'],
    ['EffectUnknown', 'effect-unknown'],
    ['NOBODY-PERMITTED', 'nobody-permitted'],
    ['VENDOR-UNKNOWN', 'held-by-control'],
    ['NO-PROPOSAL', 'held-by-control'],
    ['InvalidInput', 'invalid-input'],
    ['NotAuthorised', 'authorisation-lost'],
    ['FactsChanged', 'facts-changing'],
    ['ReviewExpired', 'review-expired'],
    ['LedgerBroken', 'ledger-broken'],
    ['States.DataLimitExceeded', 'failed'],
    ['constructor', 'failed'],
    ['', 'failed'],
  ])('parked for %j is %s', (reason, of) => expect(parked(reason)?.class).toBe(of));

  it('is effect-unknown, however it ended, while something prepared has no outcome', () => {
    const prepared: Draft[] = [['received'], ['prepared'], ['parked', { reason: 'Transient' }]];
    expect(exceptionOf(entriesOf(prepared))?.class).toBe('effect-unknown');
    const refused: Draft[] = [['received'], ['prepared'], ['refused', { reason: 'NOTHING-TO-DO' }]];
    expect(exceptionOf(entriesOf(refused))?.class).toBe('effect-unknown');
  });

  it('is interrupted once its attempts are used up, and not before', () => {
    const attempts = (n: number) =>
      Array.from({ length: n }, (_, index): Draft[] => [
        ['interrupted', { attempt: index + 1 }],
        ['reopened', { attempt: index + 2 }],
      ]).flat();
    const ended = (n: number) =>
      exceptionOf(entriesOf([['received'], ...attempts(n), ['interrupted', { attempt: n + 1 }]]));
    expect([ended(MAX_ATTEMPTS - 2), ended(MAX_ATTEMPTS - 1)?.class]).toEqual([undefined, 'interrupted']);
  });

  it('is posted-deviating where the ERP has what a person says they have posted: it may be there twice', () => {
    const hand = parked('Transient', ['exception-resolved', { resolution: 'posted-by-hand' }], ['confirmed', {}]);
    expect(hand).toMatchObject({ class: 'posted-deviating', reason: 'posted by hand, and found in the ERP besides' });
  });
});

describe('what reconciliation found', () => {
  const found = (subject: string): Draft => ['break-found', { ...BREAK, subject }];
  const closed = (subject: string): Draft => ['break-closed', { ...BREAK, subject }];
  const accepted = (opened: number): Draft => ['exception-resolved', { resolution: 'accept-as-is', opened }];
  const posted = (...more: Draft[]) =>
    exceptionOf(entriesOf([['received'], ['confirmed', { deviations: [] }], ...more]));

  it('is an exception until it is gone, or exactly this one is accepted', () => {
    expect(posted(found('a'))).toMatchObject({ class: 'break', opened: { seq: 3 }, reason: 'net is 1' });
    expect(posted(found('a'), closed('a'))).toBeUndefined();
    expect(posted(found('a'), accepted(3))).toBeUndefined();
    expect(posted(found('a'), found('b'), accepted(3))?.opened.seq).toBe(4);
    expect(posted(found('a'), accepted(3), closed('a'), found('a'))?.opened.seq).toBe(6);
  });

  it.each<[string, Draft[]]>([
    ['refused', [['refused']]],
    ['withdrawn', [['withdrawn-by-sender', { attempt: 1 }]]],
    ['closed', [['parked'], ['exception-resolved', { resolution: 'close-refused' }]]],
  ])('of a case that was %s is one, too: the ERP has what nobody posted', (_, ended) => {
    const entries = entriesOf([['received'], ...ended, found('a')]);
    expect(exceptionOf(entries)).toMatchObject({ class: 'break', opened: { seq: entries.length } });
    expect(exceptionOf(entriesOf([['received'], ...ended, found('a'), closed('a')]))).toBeUndefined();
  });

  it('of a case that is on its way waits until it has ended', () => {
    expect(exceptionOf(entriesOf([['received'], found('a')]))).toBeUndefined();
  });

  it('of a document that no case has is one, too', () => {
    const entries = entriesOf([found('7')]).map((entry) => ({ ...entry, workflow: { slug: 'break', version: '1' } }));
    expect(exceptionOf(entries)?.class).toBe('break');
  });
});

it('is a gap once an earlier event of its subject has not come in time, until it is skipped or comes', () => {
  const stream = { sender: 'shop', source: 'shop', workflow: 'toy', subject: 'desk' };
  const held: Draft = ['held', { stream, sequence: 3, eventId: 'e3', digest: 'd', reason: 'waits' }];
  const expired: Draft = ['gap-expired', { missing: { from: 1, to: 2 }, waits: 3 }];
  const entries = entriesOf([held, expired]).map((entry) => ({
    ...{ ...entry, workflow: { slug: 'order', version: '1' } },
    ...(entry.stage === 'gap-expired' && { entryKey: 'gap-expired/3' }),
  }));
  expect(exceptionOf(entries)).toMatchObject({ class: 'gap', reason: '1 to 2 have not come' });
  expect(exceptionOf(entries.slice(0, 1))).toBeUndefined();
  const [first] = entries;
  const letGo = { ...entries[1], stage: 'let-go', entryKey: 'let-go', body: { held: first?.hash } } as LedgerEntry;
  expect(exceptionOf([...entries, letGo])).toBeUndefined();
});

it('assigned, it names who has it; another exception of the case names nobody', () => {
  const assigned: Draft = ['exception-assigned', { opened: 2, to: 'bob' }];
  expect(parked('Transient', assigned)?.assignee).toBe('bob');
  const again = parked('Transient', assigned, ['reopened-by-person', { attempt: 2 }], ['parked', { attempt: 2 }]);
  expect([again?.opened.seq, again?.assignee]).toEqual([5, undefined]);
});

it('is listed by its company’s calendar, and by its amount', () => {
  const calendars = { '*': { timeZone: 'UTC', days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' } };
  const exposure = { minor: 700, currency: 'EUR' };
  const found = exceptionSummary(
    entriesOf([['received'], ['decided', { exposure }], ['parked', { reason: 'Transient' }]]),
    { calendars, deadline: addWorkingTime },
  );
  expect(found.exception).toMatchObject({ due: '2026-11-26T09:00:00.000Z', value: exposure });
  expect(found.exceptionOrder).toMatch(/^2026-11-26T09:00:00\.000Z#9007199254740291#toy-/);
});

/** Statuses that are an end, or on the way to one. */
const SETTLED: ReadonlySet<CaseStatus> = new Set([
  ...([
    'reversed',
    'open',
    'waiting-review',
    'posted',
    'posted-payment-blocked',
    'posted-by-hand',
    'refused',
    'withdrawn',
  ] as const),
]);
const anyReason = fc.constantFrom('Transient', 'ErpRejected', 'VENDOR-UNKNOWN', 'States.Timeout', 'LedgerBroken');
const anyStage = fc.constantFrom(
  ...(Object.keys(STAGE_WRITER) as Stage[]).filter((stage) => STAGE_WRITER[stage] !== 'quarantine'),
);
const BREAK = { kind: 'amount-differs', subject: 'key', says: 'net is 1', documents: ['7'] };
const anyDraft = fc
  .record({
    ...{ stage: anyStage, attempt: fc.integer({ min: 1, max: 4 }), reason: anyReason },
    resolution: fc.constantFrom(...STATEMENTS),
    opened: fc.integer({ min: 1, max: 12 }),
    deviations: fc.constantFrom<string[]>([], ['net']),
  })
  .map(({ stage, ...body }): Draft => [stage, { ...body, visit: 1, statement: body.opened, ...BREAK }]);

it('law: whatever happened, one exception exactly where a case neither has a way to go nor is done', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(anyDraft, { maxLength: 12 }), (drafts) => {
      const entries = entriesOf([['received'], ...drafts]);
      const status = statusOf(entries);
      const found = exceptionOf(entries);
      const accepted = (opened: number | undefined) =>
        entries.some(
          ({ stage, body }) =>
            stage === 'exception-resolved' && body['resolution'] === 'accept-as-is' && body['opened'] === opened,
        );
      const confirmed = entries.filter(({ stage }) => stage === 'confirmed');
      const isSound = confirmed.every((entry) => !deviates(entry) || accepted(entry.seq));
      const isOnce = !handPosting(entries) || confirmed.length === 0 || accepted(confirmed.at(-1)?.seq);
      const breaks = openBreaksOf(entries).map(({ seq }) => seq);
      const isAccepted = isSound && isOnce && breaks.every(accepted);
      const isOnItsWay = status === 'interrupted' && sweptInARow(entries) < MAX_ATTEMPTS - 1;
      const ended = entries.findLast(({ stage }) => stage === 'refused' || stage === 'exception-resolved');
      const isUnknown = ended?.stage === 'refused' && unsettledPreparation(entries, () => true) !== undefined;
      const isAsItEnded = SETTLED.has(status) && !(status === 'refused' && isUnknown);
      const isSettled = isAsItEnded && (isInFlight(status) || breaks.every(accepted));
      const isOver = isSettled || isOnItsWay || (status === 'posted-deviating' && isAccepted);
      expect(found === undefined).toBe(isOver);
      if (found) expect(EXCEPTIONS[found.class].allowed.length).toBeGreaterThan(0);
      seen.add(found?.class ?? 'none');
    }),
    { numRuns: 20_000 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['none', 'erp-unavailable', 'effect-unknown', 'posted-deviating']));
});

it('law: what people say of an exception never sets a case on its way again, and only its end takes it out', () => {
  const talk = fc.constantFrom<Stage>('exception-assigned', 'exception-resolved', 'exception-taken-back');
  fc.assert(
    fc.property(fc.array(anyDraft, { maxLength: 8 }), talk, anyDraft, (drafts, stage, [, body]) => {
      const before = statusOf(entriesOf([['received'], ...drafts]));
      const after = statusOf(entriesOf([['received'], ...drafts, [stage, body ?? {}]]));
      const isClosing = stage === 'exception-resolved' && body?.['resolution'] !== 'accept-as-is';
      if (stage === 'exception-assigned') expect(after).toBe(before);
      if (!isClosing && stage === 'exception-resolved') expect(after).toBe(before);
      if (after === 'open') expect(['open', 'posted-by-hand', 'posted-deviating']).toContain(before);
    }),
    { numRuns: 1_000 },
  );
});
