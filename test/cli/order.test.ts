import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import { asScript } from '../support/as-script.ts';
import { toyApiServer } from '../support/toy-api-server.ts';
import { letAllIn, noteOf, taken } from '../support/toy-order.ts';
import { toyPerson, toyStanding } from '../support/toy-workflow.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-order-'));
let provider: IdentityProvider;
let api: Awaited<ReturnType<typeof toyApiServer>>;
let caseId = '';
const deps = () => ({ ...api.run.intakeDeps, ...api.run.as('intake') });
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  api = await toyApiServer(provider);
  api.run.authority.people.set('person-ines', toyStanding('person-ines', toyPerson('person-ines', 'governance')));
  caseId = (await taken(noteOf(3), deps())).caseId ?? '';
});
afterAll(async () => {
  await api?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

const countersign = asScript(main, folder);
const order = (...args: string[]) => countersign('order', ...args);
const login = (person: string) =>
  countersign('login', '--as', person, '--url', api.url, '--issuer', provider.issuer, '--client', LOCAL_CLIENT);
const reason = ['--reason', 'their system lost it'];

it('nothing is skipped by a clerk, without a reason, or about something else than is missing', async () => {
  await login('amara');
  expect(await order('skip', caseId, ...reason, '--missing', '1-2')).toMatchObject({ status: 1, out: '' });
  await login('ines');
  expect(await order('skip', caseId)).toMatchObject({ status: 2, out: '' });
  expect(await order('skip', caseId, ...reason, '--missing', 'two')).toMatchObject({ status: 2, out: '' });
  expect(await order('skip', caseId, ...reason, '--missing', '1-1')).toMatchObject({
    ...{ status: 1, err: expect.stringContaining('It is 1 to 2 now.') },
  });
});

it('from the list to what is taken in: shown, skipped', async () => {
  await login('ines');
  expect((await order('list')).out).toContain(caseId);
  expect((await order('show', caseId)).out).toContain('taken in up to 0; 1 to 2 missing');
  expect(await order('skip', caseId, ...reason)).toMatchObject({
    ...{ status: 0, err: '', out: expect.stringContaining('1 to 2 skipped') },
  });
  expect(await letAllIn(api.run.releases, deps())).toMatchObject([{ answer: 'accepted' }]);
  expect((await order('show', caseId)).out).toContain('skipped by person-ines');
  expect(JSON.parse((await order('list', '--json')).out)).toEqual({ waiting: [], more: false });
});
