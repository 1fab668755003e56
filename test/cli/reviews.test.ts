import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachableUrl } from '../../cli/reviews-url.ts';
import { conclude } from '../../lambdas/conclude/run.ts';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { asScript } from '../support/as-script.ts';
import { toyApiServer } from '../support/toy-api-server.ts';

const main = resolve(import.meta.dirname, '../../cli/start.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-session-'));
const file = join(folder, 'countersign', 'session.json');
let provider: IdentityProvider;
let api: Awaited<ReturnType<typeof toyApiServer>>;
let ref: CaseRef;
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  api = await toyApiServer(provider);
  ref = await api.opened();
});
afterAll(async () => {
  await api?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

const countersign = asScript(main, folder);
const login = (person: string) =>
  countersign('login', '--as', person, '--url', api.url, '--issuer', provider.issuer, '--client', LOCAL_CLIENT);
const stages = async () => (await api.run.deciding.ledger.read(ref.caseId)).map(({ stage }) => stage);

describe('it ends with 1 and the remedy', () => {
  it('before somebody has logged in, and when they can’t', async () => {
    expect(await countersign('reviews')).toMatchObject({
      status: 1,
      err: expect.stringContaining('countersign login'),
    });
    expect(await login('mallory')).toMatchObject({ status: 1, err: expect.stringContaining('as mallory') });
  });

  it('when others can read the token', async () => {
    expect(await login('amara')).toMatchObject({ status: 0 });
    chmodSync(file, 0o644);
    expect(await countersign('reviews')).toMatchObject({
      status: 1,
      err: expect.stringContaining('can be read by others'),
    });
  });

  it('when the API refuses, in its words', async () => {
    await login('amara');
    const other = await countersign('approve', ref.caseId, '--digest', 'e'.repeat(64));
    expect(other).toMatchObject({ status: 1, err: expect.stringContaining('is not what you have seen') });
    await login('grace');
    expect(await countersign('review', ref.caseId)).toMatchObject({
      status: 1,
      err: expect.stringContaining('may not'),
    });
    expect(await countersign('reviews')).toMatchObject({ status: 0, out: 'nothing waits for you\n' });
  });
});

describe('it ends with 2 and decides nothing', () => {
  it.each([
    ['nobody says what they have seen', ['approve']],
    ['the digest is cut short', ['approve', '--digest', 'abc']],
    ['a rejection has no reason', ['reject', '--digest', 'e'.repeat(64)]],
    ['nobody is named to delegate to', ['delegate']],
    ['it does not say why it is reopened', ['reopen']],
    ['it does not say why it is reversed', ['reverse']],
    ['a value has no name', ['propose-value', '--set', '2026-11-30', '--comment', 'so']],
    ['a name has two values', ['propose-value', '--set', 'text=a', '--set', 'text=b', '--comment', 'so']],
  ])('when %s', async (_, [verb = '', ...more]) => {
    await login('amara');
    expect(await countersign(verb, ref.caseId, ...more)).toMatchObject({ status: 2, out: '' });
    expect((await stages()).at(-1)).toBe('review-opened');
  });
});

describe('it ends with 0', () => {
  it('from login to approval; the token lies in a file of its owner’s', async () => {
    await login('amara');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const listed = JSON.parse((await countersign('reviews', '--json')).out);
    expect(listed).toMatchObject([{ caseId: ref.caseId, digest: ref.digest }]);
    expect((await countersign('reviews')).out).toContain('20.00 EUR');
    const shown = await countersign('review', ref.caseId);
    expect(shown.out).toContain(`digest ${ref.digest}`);
    expect(shown.out).toContain('"gross": "2000"');
    expect(JSON.parse((await countersign('review', ref.caseId, '--json')).out).proposal.digest).toBe(ref.digest);
    for (const said of [['claim'], ['release'], ['ask', '--comment', 'ours?'], ['delegate', '--to', 'person-bruno']]) {
      const [verb = '', ...more] = said;
      expect(await countersign(verb, ref.caseId, ...more)).toMatchObject({ status: 0, err: '' });
    }
    await login('bruno');
    const approved = await countersign('approve', ref.caseId, '--digest', String(ref.digest), '--json');
    expect(JSON.parse(approved.out)).toMatchObject({ entry: { stage: 'approved' }, review: { state: 'approved' } });
    expect((await stages()).slice(-5)).toEqual(['claimed', 'released', 'asked-back', 'handed-over', 'approved']);
  });
});

it('the sender is asked by name, and anybody else is not', async () => {
  const { caseId } = await api.opened({ number: 'A4', cents: 2000 });
  await login('amara');
  const ask = (to: string) => countersign('ask', caseId, '--comment', 'which order?', '--to', to);
  expect(await ask('bruno')).toMatchObject({ status: 2, out: '' });
  expect(await ask('sender')).toMatchObject({ status: 0, err: '' });
  expect((await countersign('review', caseId)).out).toMatch(/its sender is asked, and has until \S+ to answer/);
});

it('a value is proposed by name, and the review ends without a decision', async () => {
  const { caseId } = await api.opened({ number: 'A2', cents: 2000 });
  await login('amara');
  expect((await countersign('review', caseId)).out).toContain('to be wanted otherwise (propose-value): text');
  const said = ['--set', 'text=a=b', '--comment', 'it belongs elsewhere'];
  expect((await countersign('propose-value', caseId, ...said)).out).toMatch(/^value-proposed, .* is changed/);
  const { body } = (await api.run.deciding.ledger.read(caseId)).at(-1) ?? {};
  expect(body).toMatchObject({ adjustments: { text: 'a=b' } });
});

it('a case is reopened, once it has ended', async () => {
  const { caseId, ...opened } = await api.opened({ number: 'A3', cents: 2000 });
  await login('amara');
  const reopen = () => countersign('reopen', caseId, '--reason', 'mended', '--attempt', '1');
  expect(await reopen()).toMatchObject({ status: 1, err: expect.stringContaining('It is waiting-review') });
  await conclude({ ...opened, caseId, state: 'Park', reason: 'Transient' }, api.run.as('conclude'));
  expect(await reopen()).toMatchObject({ status: 0, out: `attempt 2 of ${caseId} begins, entry 7\n` });
});

it('a local engine is spoken to at its own endpoint', () => {
  const published = 'https://a1b2.execute-api.eu-central-1.amazonaws.com/v1/';
  expect(reachableUrl(published, undefined)).toBe(published);
  for (const host of ['amazonaws.com', '127.0.0.1:4566'])
    expect(reachableUrl(published.replace('amazonaws.com', host), 'http://127.0.0.1:4566')).toBe(
      'http://127.0.0.1:4566/_aws/execute-api/a1b2/v1/',
    );
});
