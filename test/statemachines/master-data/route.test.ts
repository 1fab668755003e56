import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayCountersign } from '../../../lambdas/shared/authority/may-countersign.ts';
import { FIELD_OWNERS } from '../../../statemachines/master-data/owners.ts';
import { masterData } from '../../../statemachines/master-data/workflow.ts';
import { CHANGES, OLD_IBAN, OWNERS, other, party } from './fixtures.ts';
import { masterRun } from './master-run.ts';

const SURE = { confidence: 1, anomalies: [] };
const request = (change: object, more: object = {}) => ({
  ...{ schema: 1, id: 'SP-1', role: 'vendor', code: 'V-100', name: 'Papeterie Lumière SARL', change },
  ...{ reason: 'As agreed.', requestedBy: 'portal-user' },
  ...more,
});
const ownerOf = ({ field }: { field: keyof typeof OWNERS }) => OWNERS[field];
const held = (change: object) => (change === CHANGES.lift ? party({ hold: true }) : party());
const removal = { field: 'bank-account', from: [OLD_IBAN], remove: OLD_IBAN } as const;

describe('a source that does not own the field', () => {
  const sources = ['crm', 'supplier-portal', 'erp', 'risk', 'countersign', ''];
  const cells = Object.values(CHANGES).flatMap((change) => sources.map((source) => [change, source] as const));
  it.each(cells.filter(([{ field }, source]) => !FIELD_OWNERS[field].vendor.includes(source)))(
    'reaches no effect: %o from %s',
    async (change, source) => {
      const run = masterRun(held(change));
      const ref = await run.decided(source || 'nobody', request(change), SURE);
      expect(ref).toMatchObject({ route: 'refuse' });
      expect((await run.entriesOf(ref)).at(-1)?.body).toMatchObject({ reason: 'FIELD-NOT-OWNED' });
      expect(ref.digest).toBeUndefined();
      expect(await run.carryOut(ref)).toMatchObject({ answer: { kind: 'failure', error: 'NotAuthorised' } });
      expect(run.applied).toEqual([]);
    },
  );

  it('is not the owner by saying so', async () => {
    const run = masterRun();
    const document = {
      content: JSON.stringify(request(CHANGES.account, { source: 'supplier-portal' })),
      encoding: 'utf-8',
    };
    await run.tell('party.change-requested.v1', { document }, { source: 'crm', says: 'supplier-portal' });
    expect(run.started).toEqual([]);
    expect(run.quarantined).toHaveLength(1);
    const ref = await masterRun().decided('crm', request(CHANGES.account), SURE);
    expect(ref.route).toBe('refuse');
  });
});

describe('whoever is asked', () => {
  it.each([
    ['a controller and another one', CHANGES.account, { role: 'controller', approvals: 2, second: 'steward' }],
    ['the same, where one is removed', removal, { role: 'controller', approvals: 2, second: 'steward' }],
    ['a steward', CHANGES['tax-id'], { role: 'steward', approvals: 1 }],
    ['a steward', CHANGES.name, { role: 'steward', approvals: 1 }],
    ['a controller', CHANGES.lift, { role: 'controller', approvals: 1 }],
  ])('is %s, about %o, however sure the model is', async (_, change, asked) => {
    const run = masterRun(held(change));
    const ref = await run.decided(ownerOf(change), request(change), SURE);
    expect(ref.route).toBe('review');
    expect((await run.entriesOf(ref)).at(-1)?.body).toMatchObject(asked);
  });

  it.each([CHANGES.spelling, CHANGES.hold])('is nobody about %o, if the model is sure', async (change) => {
    expect((await masterRun().decided(ownerOf(change), request(change), SURE)).route).toBe('auto');
    expect((await masterRun().decided(ownerOf(change), request(change))).route).toBe('review');
    const odd = { confidence: 1, anomalies: [{ code: 'odd', reason: 'odd' }] };
    expect((await masterRun().decided(ownerOf(change), request(change), odd)).route).toBe('review');
  });

  it('is a steward about another spelling where somebody else may be the same party', async () => {
    const run = masterRun(party(), other({ taxId: 'FR40303265045' }));
    expect((await run.decided('crm', request(CHANGES.spelling), SURE)).route).toBe('review');
  });

  it('is a person again after the agent’s share of one party', async () => {
    const run = masterRun();
    const routes: (string | undefined)[] = [];
    for (const id of ['1', '2', '3', '4']) {
      const ref = await run.decided('crm', request(CHANGES.spelling, { id }), SURE);
      routes.push(ref.route);
      if (ref.route === 'auto') await run.carryOut(ref);
    }
    expect(routes).toEqual(['auto', 'auto', 'auto', 'review']);
  });
});

it('by law, no assessment and no party make a change of accounts the agent’s', async () => {
  const assessments = fc.record({ confidence: fc.constantFrom(0, 0.8, 1), anomalies: fc.constant([]) });
  const parties = fc.record({
    hold: fc.boolean(),
    country: fc.option(fc.constantFrom('FR', 'BE'), { nil: undefined }),
    roles: fc.constantFrom(['vendor'], ['vendor', 'customer']),
  });
  await fc.assert(
    fc.asyncProperty(assessments, parties, fc.constantFrom(CHANGES.account, removal), async (said, more, change) => {
      const ref = await masterRun(party(more)).decided('supplier-portal', request(change), said);
      expect(ref.route).toBe('review');
    }),
    { numRuns: 25 },
  );
});

describe('whoever had a hand in it', () => {
  const may = async (by: string, subject: string) => {
    const run = masterRun();
    const ref = await run.decided('supplier-portal', request(CHANGES['tax-id'], { requestedBy: by }), SURE);
    const about = await run.subjectOf(ref);
    const snapshot = await run.authority.read({
      ...{ workflow: 'master-data', roles: masterData.authority.roles, company: about.company, stops: about.stops },
    });
    const standing = await run.authority.standing(subject);
    return mayCountersign(run.policies, about, snapshot, { subject, standing }).permitted;
  };

  it.each(['person-sofia', 'erp:sofia', ' Person-Sofia ', 'ＥＲＰ:sofia'])(
    'approves nothing of what %s asked for',
    async (by) => {
      expect(await may(by, 'person-sofia')).toBe(false);
      expect(await may(by, 'person-tomas')).toBe(true);
    },
  );
});
