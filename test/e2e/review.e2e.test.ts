import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { runSamples } from '../../local/samples/run.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { sendCommand, startByHand, stateOf } from './by-hand.ts';
import { lowerLimits } from './lower-limits.ts';
import { redrive, stopByHand } from './redrive.ts';
import { loggedIn, reviewsUrl } from './sample-people.ts';
import { testStack } from './stack.ts';

const SAMPLES = [
  ...['03-price-beyond-tolerance', '04-quantity-beyond-received', '05-no-order', '07-changed-bank-account'],
  ...['12-above-materiality', '21-vendor-on-hold', '24-instructions-in-a-note'],
  ...['26-prepaid-unmatched', '31-related-party'],
];
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
const posted = (slug: string) =>
  follow(stack.plane, caseOf(slug), FOLLOWED, { until: ['posted', 'posted-payment-blocked'] });
const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

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

  it('of somebody whose limit it is over', async () => {
    const slug = '12-above-materiality';
    const { proposal, may } = await (await as('amara')).show(caseOf(slug));
    expect(may.decide).toBe(false);
    const deciding = (await as('amara')).say(caseOf(slug), 'approve', { digest: proposal.digest });
    await expect(deciding).rejects.toThrow('You may not decide this');
  });

  it('of a bank account in doubt until somebody else has called the vendor, at a number on file', async () => {
    const slug = '07-changed-bank-account';
    const grace = await as('grace');
    const { proposal, demands } = await grace.show(caseOf(slug));
    expect(demands).toContain('call-back-required');
    const body = { digest: proposal.digest, comment: 'looks right' };
    await expect(grace.say(caseOf(slug), 'approve', body)).rejects.toThrow('call');
    const call = { digest: body.digest, phone: '0800-INVOICE', personCalled: 'Ms Vendor', result: 'confirmed' };
    await expect((await as('elena')).say(caseOf(slug), 'call-back', call)).rejects.toThrow('not in the master');
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

/** Two runs of a timer that looks every minute, milliseconds. */
const TWO_LOOKS_MS = 130_000;

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
    await expect.poll(status, { timeout: TWO_LOOKS_MS, interval: 1_000 }).toMatchObject({ state: 'stopped' });
    await expect(grace.say(caseOf(slug), 'approve', said)).rejects.toThrow('A stop is in force');
    const { key, digest } = await ines.change('governance/stops/lift', { scope, reason: 'explained' });
    await expect(ines.change('governance/confirmations', { key, digest })).rejects.toThrow('different person');
    await jonas.change('governance/confirmations', { key, digest });
    expect((await grace.say(caseOf(slug), 'approve', said)).review.state).toBe('approved');
    expect(await posted(slug)).toMatch(/^posted/);
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
    expect(await posted(slug)).toMatch(/^posted/);
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
    expect(await posted(slug)).toMatch(/^posted/);
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

  it('two approve at once: one of them did, and it is posted once', async () => {
    const slug = '21-vendor-on-hold';
    const body = { digest: await digestOf(slug), comment: 'released by purchasing' };
    const people = await Promise.all(['elena', 'farid'].map(as));
    const settled = await Promise.allSettled(people.map((person) => person.say(caseOf(slug), 'approve', body)));
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await posted(slug)).toMatch(/^posted/);
    const entries = await stack.plane.readCase(caseOf(slug));
    for (const stage of ['approved', 'confirmed'])
      expect(entries.filter((entry) => entry.stage === stage)).toHaveLength(1);
  });
});

describe('another value', () => {
  it('is decided anew, by two others, since its vendor billed so much; and posted', async () => {
    const slug = '24-instructions-in-a-note';
    const [grace, elena] = [await as('grace'), await as('elena')];
    const { proposal, document } = await elena.show(caseOf(slug));
    const postingDate = nextDay((document as { issueDate: string }).issueDate);
    const want = (adjustments: Record<string, string>) =>
      elena.say(caseOf(slug), 'propose-value', { digest: proposal.digest, adjustments, comment: 'in the next week' });
    await expect(want({ payable: '1.00' })).rejects.toThrow('payable');
    await expect(want({ postingDate: '2019-01-01' })).rejects.toThrow('no open period');
    expect((await want({ postingDate })).review.state).toBe('changed');
    const anew = async () => (await grace.show(caseOf(slug))).proposal.digest;
    await expect.poll(anew, { timeout: 60_000 }).not.toBe(proposal.digest);
    const { findings, ...shown } = await grace.show(caseOf(slug));
    expect(findings.map(({ code }) => code)).toContain('VALUE-PROPOSED');
    const body = { digest: shown.proposal.digest, comment: 'agreed' };
    await expect(elena.say(caseOf(slug), 'approve', body)).rejects.toThrow('value-proposal');
    await grace.say(caseOf(slug), 'approve', body);
    await (await as('farid')).say(caseOf(slug), 'approve', body);
    expect(await posted(slug)).toMatch(/^posted/);
    const { commands } = shown.proposal;
    expect(commands[0]?.payload).toMatchObject({ postingDate });
  });
});

describe('T1, T3, T6, T7: what somebody with access to queue and console sends past the review', () => {
  const [done, waiting] = ['03-price-beyond-tolerance', '31-related-party'] as const;
  const count = async (stage: string, slug: string) =>
    (await stack.plane.readCase(caseOf(slug))).filter((entry) => entry.stage === stage).length;

  it('is not posted again: a command that is copied', async () => {
    const state = await stateOf(stack.plane, caseOf(done));
    await sendCommand(stack.plane, { ...state, command: 'post-invoice', taskToken: 'by hand' });
    expect([await count('prepared', done), await count('confirmed', done)]).toEqual([1, 1]);
  });

  it('is not posted: a command about a case that waits', async () => {
    const state = await stateOf(stack.plane, caseOf(waiting));
    await sendCommand(stack.plane, { ...state, command: 'post-invoice', taskToken: 'by hand' });
    expect([await count('prepared', waiting), await count('not-authorised', waiting)]).toEqual([0, 1]);
  });

  it('is not posted: an execution that starts as if it were approved', async () => {
    const state = await stateOf(stack.plane, caseOf(waiting));
    await startByHand(stack.plane, { ...state, attempt: 2, route: 'auto', verdict: 'approved' });
    expect(await count('prepared', waiting)).toBe(0);
    const entries = await stack.plane.readCase(caseOf(waiting));
    expect(entries.filter(({ body }) => body['attempt'] === 2)).toEqual([]);
  });
});

describe('T7, T21: what somebody redrives', () => {
  const [done, refused, stopped] = ['03-price-beyond-tolerance', '05-no-order', '26-prepaid-unmatched'] as const;
  const count = async (stage: string, slug: string) =>
    (await stack.plane.readCase(caseOf(slug))).filter((entry) => entry.stage === stage).length;

  it('is not posted again: the effect of a case that is posted', async () => {
    const states = await redrive(stack.plane, { caseId: caseOf(done), attempt: 1, from: 'Post Invoice' });
    expect(states[0]).toBe('Post Invoice');
    expect([await count('prepared', done), await count('confirmed', done)]).toEqual([1, 1]);
  });

  it('is not posted: a review that a person has rejected, and its effect, as if it had been approved', async () => {
    const of = { caseId: caseOf(refused), attempt: 1 };
    expect(await redrive(stack.plane, { ...of, from: 'Countersign' })).not.toContain('Post Invoice');
    const edited = { route: 'auto', verdict: 'approved' };
    expect(await redrive(stack.plane, { ...of, from: 'Post Invoice', edited })).toContain('Post Invoice');
    expect([await count('prepared', refused), await count('confirmed', refused)]).toEqual([0, 0]);
  });

  it('takes no answer from the attempt that the sweep has begun since: that one is decided, and posted once', async () => {
    const caseId = caseOf(stopped);
    await stopByHand(stack.plane, caseId, 1);
    await expect.poll(() => count('review-opened', stopped), { timeout: TWO_LOOKS_MS, interval: 2_000 }).toBe(2);
    expect(await redrive(stack.plane, { caseId, attempt: 1, from: 'Countersign' })).not.toContain('Post Invoice');
    const [grace, farid] = [await as('grace'), await as('farid')];
    const { proposal, review } = await grace.show(caseId);
    expect(review).toMatchObject({ state: 'open', needed: 2 });
    const body = { digest: proposal.digest, comment: 'the advance is another order’s' };
    for (const person of [grace, farid]) await person.say(caseId, 'approve', body);
    expect(await posted(stopped)).toMatch(/^posted/);
    const entries = await stack.plane.readCase(caseId);
    expect(entries.filter(({ stage }) => stage === 'confirmed').map(({ body }) => body['attempt'])).toEqual([2]);
    expect(chainFaults(entries)).toEqual([]);
  });
});

describe('a limit that is lowered while a case waits', () => {
  it('counts at once: who could have decided it may not any more', async () => {
    const slug = '31-related-party';
    const farid = await as('farid');
    const { proposal, may } = await farid.show(caseOf(slug));
    expect(may.decide).toBe(true);
    await lowerLimits(stack.plane, 'controller');
    const body = { digest: proposal.digest, comment: 'as agreed' };
    await expect(farid.say(caseOf(slug), 'approve', body)).rejects.toThrow('You may not decide this');
    expect(newest(await stack.plane.readCase(caseOf(slug)), 'approved')).toBeUndefined();
  });
});
