import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { loggedIn, reviewsUrl } from './sample-people.ts';
import { testStack } from './stack.ts';

const SAMPLES = ['03-price-beyond-tolerance', '04-quantity-beyond-received', '05-no-order', '12-above-materiality'];
const FOLLOWED = 120_000;
let stack: LocalStack;
const cases = new Map<string, string>();
const url = () => reviewsUrl(stack);

beforeAll(async () => {
  stack = await testStack();
  const samples = loadSamples().filter(({ slug }) => SAMPLES.includes(slug));
  for (const { sample, caseId, status } of await runSamples(stack.plane, samples)) {
    expect([sample.slug, status]).toEqual([sample.slug, 'waiting-review']);
    cases.set(sample.slug, caseId ?? '');
  }
});
afterAll(() => stack?.stop());

const as = (person: string) => loggedIn(stack, person);
const caseOf = (slug: string) => cases.get(slug) ?? '';
const digestOf = async (slug: string) => (await (await as('grace')).show(caseOf(slug))).proposal.digest;

describe('over API Gateway nobody gets in', () => {
  it('without a token, with a program’s, or by a link', async () => {
    const { client_id, client_secret } = stack.identity.robot;
    const response = await fetch(`${stack.identity.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    const ask = async (path: string, token?: string, method = 'GET') =>
      (await fetch(`${url()}${path}`, { method, headers: token ? { authorization: `Bearer ${token}` } : {} })).status;
    const approve = `reviews/${caseOf('05-no-order')}/approve`;
    expect(await ask('reviews')).toBe(401);
    expect(await ask(approve, undefined, 'POST')).toBe(401);
    expect(await ask(approve, access_token, 'POST')).toBe(401);
    expect(await ask(approve, (await as('grace')).token)).toBe(404);
    expect(await ask('openapi.json')).toBe(200);
    expect(newest(await stack.plane.readCase(caseOf('05-no-order')), 'approved')).toBeUndefined();
  });
});

describe('a decision is refused', () => {
  it('about another digest', async () => {
    const body = { digest: 'e'.repeat(64), comment: 'fine' };
    const deciding = (await as('grace')).say(caseOf('05-no-order'), 'approve', body);
    await expect(deciding).rejects.toThrow('not what you have seen');
  });

  it('T3: of whoever asked for the goods, and of whoever is handed it by them', async () => {
    const slug = '03-price-beyond-tolerance';
    const body = { digest: await digestOf(slug), comment: 'agreed with the vendor' };
    await expect((await as('chloe')).say(caseOf(slug), 'approve', body)).rejects.toThrow('requisition');
    const handing = (await as('dimitri')).say(caseOf(slug), 'delegate', { digest: body.digest, to: 'person-chloe' });
    await expect(handing).rejects.toThrow('requisition');
  });

  it('as the second of two by the first', async () => {
    const slug = '12-above-materiality';
    const digest = await digestOf(slug);
    const elena = await as('elena');
    const first = await elena.say(caseOf(slug), 'approve', { digest });
    const again = await elena.say(caseOf(slug), 'approve', { digest });
    expect(again.entry).toEqual(first.entry);
    expect(again.review).toMatchObject({ state: 'open', needed: 2, approvals: [{ subject: 'person-elena' }] });
  });
});

/** Two runs of the timer that confirms stops, milliseconds. */
const CONFIRMED_MS = 130_000;

describe('a stop while a case waits', () => {
  const scope = { kind: 'all', id: '*' };

  it('keeps everybody from approving until two people have lifted it', async () => {
    const slug = '04-quantity-beyond-received';
    const said = { digest: await digestOf(slug), comment: 'the rest came today' };
    const [ines, jonas] = [(await as('ines')).govern, (await as('jonas')).govern];
    const grace = await as('grace');
    await expect(grace.govern.change('governance/stops', { scope, reason: 'odd' })).rejects.toThrow('governance role');
    await ines.change('governance/stops', { scope, reason: 'postings that nobody can explain' });
    const status = () => ines.get(`governance/stops?${new URLSearchParams(scope)}`);
    await expect.poll(status, { timeout: CONFIRMED_MS, interval: 1_000 }).toMatchObject({ state: 'stopped' });
    await expect(grace.say(caseOf(slug), 'approve', said)).rejects.toThrow('A stop is in force');
    const { key, digest } = await ines.change('governance/stops/lift', { scope, reason: 'explained' });
    await expect(ines.change('governance/confirmations', { key, digest })).rejects.toThrow('different person');
    await jonas.change('governance/confirmations', { key, digest });
    expect((await grace.say(caseOf(slug), 'approve', said)).review.state).toBe('approved');
    expect(await follow(stack.plane, caseOf(slug), FOLLOWED, { until: ['posted', 'posted-payment-blocked'] })).toMatch(
      /^posted/,
    );
  });
});

describe('a decision is carried out', () => {
  it('approved by one who may, after looking at it: posted once, as shown', async () => {
    const slug = '03-price-beyond-tolerance';
    const dimitri = await as('dimitri');
    const listed = async () => (await dimitri.list()).map(({ caseId }) => caseId);
    await expect.poll(listed, { timeout: 30_000 }).toContain(caseOf(slug));
    const { proposal, may, demands } = await dimitri.show(caseOf(slug));
    expect([may.decide, demands]).toEqual([true, ['reason-required']]);
    await dimitri.say(caseOf(slug), 'claim', { digest: proposal.digest });
    const said = { digest: proposal.digest, comment: 'agreed with the vendor' };
    expect((await dimitri.say(caseOf(slug), 'approve', said)).review.state).toBe('approved');
    expect(await follow(stack.plane, caseOf(slug), FOLLOWED, { until: ['posted', 'posted-payment-blocked'] })).toMatch(
      /^posted/,
    );
    const entries = await stack.plane.readCase(caseOf(slug));
    expect(entries.filter(({ stage }) => stage === 'confirmed')).toHaveLength(1);
    expect(newest(entries, 'confirmed')?.body).toMatchObject({ deviations: [], document: { balanced: true } });
    expect(chainFaults(entries)).toEqual([]);
    expect(await listed()).not.toContain(caseOf(slug));
  });

  it('by two people where two must', async () => {
    const slug = '12-above-materiality';
    const digest = await digestOf(slug);
    expect((await (await as('farid')).say(caseOf(slug), 'approve', { digest })).review.state).toBe('approved');
    expect(await follow(stack.plane, caseOf(slug), FOLLOWED, { until: ['posted', 'posted-payment-blocked'] })).toMatch(
      /^posted/,
    );
  });

  it('rejected: refused, with the reason, and nothing posted', async () => {
    const slug = '05-no-order';
    const body = { digest: await digestOf(slug), reason: 'nobody ordered it' };
    await (await as('grace')).say(caseOf(slug), 'reject', body);
    expect(await follow(stack.plane, caseOf(slug), FOLLOWED, { until: ['refused'] })).toBe('refused');
    const entries = await stack.plane.readCase(caseOf(slug));
    expect(newest(entries, 'refused')?.body['reason']).toContain('nobody ordered it');
    expect(newest(entries, 'prepared')).toBeUndefined();
  });
});
