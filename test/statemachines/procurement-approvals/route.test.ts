import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayCountersign } from '../../../lambdas/shared/authority/may-countersign.ts';
import { procurementApprovals } from '../../../statemachines/procurement-approvals/workflow.ts';
import { arbitraryGarbage } from '../invoice-processing/assessment-arbitrary.ts';
import { arbitraryRequisitionAssessment } from './assessment-arbitrary.ts';
import { budget, line, onAccount, order, quote, supplier } from './fixtures.ts';
import { procurementRun, SURE } from './procurement-run.ts';

/** `null` is no assessment. */
const decided = (document: object = {}, facts: object = {}, said: unknown = SURE) =>
  procurementRun(facts).decided(document, said ?? undefined);
const RICH = { budgets: [budget({ budgeted: '90000000' })] };
const costing = (net: string, more: object = {}) => ({
  lines: [onAccount(net, more)],
  quotes: [quote('V-100', net), quote('V-200', net), quote('V-300', net)],
});

describe('a requisition goes back, or waits', () => {
  it.each<[string, string, object, object]>([
    ['refuse', 'WANTED-IN-THE-PAST', { lines: [line({ wantedBy: '2026-06-01' })] }, {}],
    ['park', 'VENDOR-MISSING', { vendor: undefined }, {}],
    ['park', 'VENDOR-ON-HOLD', {}, { vendors: [supplier({ hold: true })] }],
    ['park', 'BUDGET-EXCEEDED', {}, { budgets: [budget({ budgeted: '50000' })] }],
    ['park', 'NOBODY-PERMITTED', costing('5000000'), RICH],
  ])('%s: %s', async (route, reason, document, facts) => {
    expect(await decided(document, facts)).toMatchObject({ route, body: { reason } });
  });
});

describe('whoever is asked', () => {
  it.each<[string, object, object, object]>([
    ['a buyer, where no price is agreed', {}, { agreements: [] }, { role: 'buyer', approvals: 1 }],
    ['a buyer, over the agent’s limit', { lines: [line({ quantity: '50' })] }, {}, { role: 'buyer', approvals: 1 }],
    ['a buyer, for a device', costing('900', { category: 'it-equipment' }), {}, { role: 'buyer', approvals: 1 }],
    ['a manager, for more', costing('5000'), {}, { role: 'procurement-manager', approvals: 1 }],
    [
      'a manager, for what looks split',
      { lines: [onAccount('416.66')] },
      { orders: [order('420')] },
      { role: 'procurement-manager', approvals: 1 },
    ],
    ['a manager, without quotes', { lines: [onAccount('5000')] }, {}, { role: 'procurement-manager', approvals: 1 }],
    [
      'two, from the threshold on',
      costing('45000'),
      RICH,
      { role: 'controller', approvals: 2, second: 'procurement-manager' },
    ],
    ['two chiefs', costing('4000000'), RICH, { role: 'cfo', approvals: 2, second: 'controller' }],
  ])('is %s, however sure the model is', async (_, document, facts, asked) => {
    expect(await decided(document, facts)).toMatchObject({ route: 'review', body: asked });
  });

  it('is nobody about a small order at agreed prices, if the model is sure and nothing is odd', async () => {
    const route = async (said: unknown) => (await decided({}, {}, said)).route;
    expect(await route(SURE)).toBe('auto');
    expect(await route(null)).toBe('review');
    expect(await route({ confidence: 0.79, anomalies: [] })).toBe('review');
    expect(await route({ confidence: 1, anomalies: [{ code: 'odd', reason: 'odd' }] })).toBe('review');
  });

  it('is asked about the sum of several small orders', async () => {
    const orders = [order('300', { requester: 'erp:bruno' }), order('300', { id: '91', caseId: undefined })];
    expect(await decided({}, { orders })).toMatchObject({ route: 'review' });
  });
});

describe('whoever must consent', () => {
  const consentsOf = async (document: object, facts: object = {}) =>
    (await decided(document, facts)).body as { consents?: unknown; role?: string };

  it('is asked besides whoever has the authority over the amount, also where the agent has it', async () => {
    expect(await decided({ personalData: true })).toMatchObject({
      route: 'review',
      body: { role: 'buyer', consents: [{ role: 'data-protection', people: 1, step: 1 }] },
    });
  });

  it('is two of Legal where much is at stake, each different', async () => {
    const { consents } = await consentsOf(costing('100000', { category: 'professional-services' }), {
      budgets: [budget({ budgeted: '90000000' })],
    });
    expect(consents).toEqual([{ role: 'legal', people: 2, step: 1 }]);
  });

  it('is asked where something is in doubt, too', async () => {
    expect(await decided({ lines: [onAccount('6000', { category: 'software' })] })).toMatchObject({
      route: 'review',
      body: { role: 'procurement-manager', consents: [{ role: 'it-security', people: 1, step: 1 }] },
    });
  });
});

describe('no assessment reaches a more permissive route than the facts alone allow', () => {
  /** So that about every fourth world is clean. */
  const mostly = <T>(usual: T, ...others: T[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  const worlds = fc.record({
    agreed: mostly(true, false),
    category: mostly('office-supplies', 'software', 'professional-services'),
    quantity: mostly('45', '1', '46', '10000'),
    hold: mostly(false, true),
    receiver: mostly<string | undefined>(undefined, 'person-amara', 'person-bruno'),
    personalData: mostly<boolean | undefined>(undefined, true, false),
  });
  type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;
  const documentOf = ({ category, quantity, receiver, personalData }: World) => ({
    ...{ lines: [line({ category, quantity })] },
    ...(receiver !== undefined && { receiver }),
    ...(personalData !== undefined && { personalData }),
  });
  const inWorld = (world: World, said: unknown) => {
    const facts = { ...(!world.agreed && { agreements: [] }), vendors: [supplier({ hold: world.hold })] };
    return decided(documentOf(world), facts, said);
  };
  /** Written out by hand: 45 × 18.50 with tax is 999.00, the agent's limit 1 000. */
  const factsAllowAuto = ({ agreed, category, quantity, hold, receiver, personalData }: World) =>
    agreed &&
    category === 'office-supplies' &&
    Number(quantity) <= 45 &&
    !hold &&
    receiver !== 'person-amara' &&
    personalData !== true;

  /** Any answer, and as often one that has nothing against it. */
  const answers = fc.oneof(
    arbitraryRequisitionAssessment,
    arbitraryRequisitionAssessment.map((said) => ({ ...said, ...SURE })),
  );

  it('whatever it says or recommends, injected texts among it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, answers, async (world, said) => {
        const [without, withIt] = [await inWorld(world, null), await inWorld(world, said)];
        expect(without.route).not.toBe('auto');
        expect(withIt.digest).toBe(without.digest);
        if (withIt.route !== 'auto') {
          expect(withIt.route).toBe(without.route);
          expect(withIt.body).toMatchObject(without.route === 'review' ? { role: without.body?.['role'] } : {});
        } else {
          expect(factsAllowAuto(world)).toBe(true);
          expect(said.anomalies).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('nor does the best one where the facts do not allow it', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        expect((await inWorld(world, SURE)).route === 'auto').toBe(factsAllowAuto(world));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('nor does anything that is no assessment', async () => {
    const dear = { lines: [line({ quantity: '46' })] };
    await fc.assert(
      fc.asyncProperty(arbitraryGarbage, async (said) => {
        expect((await decided(dear, {}, said)).route).toBe('review');
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('whoever had a hand in it', () => {
  const may = async (subject: string, document: object) => {
    const run = procurementRun({ agreements: [] });
    const about = await run.subjectOf(await run.decided(document, SURE));
    const { roles } = procurementApprovals.authority;
    const scope = { workflow: 'procurement-approvals', roles, company: about.company, stops: about.stops };
    const snapshot = await run.authority.read(scope);
    const standing = await run.authority.standing(subject);
    return mayCountersign(run.policies, about, snapshot, { subject, standing }).permitted;
  };

  it.each([
    ['asked for it', { requester: 'person-lucas' }],
    ['asked for it, called as in the ERP', { requester: ' ERP:lucas' }],
    ['will receive it', { receiver: 'person-lucas' }],
  ])('approves nothing of what they %s', async (_, document) => {
    expect(await may('person-lucas', document)).toBe(false);
    expect(await may('person-maya', document)).toBe(true);
  });
});
