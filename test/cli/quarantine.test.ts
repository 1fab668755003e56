import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDocument } from '../../cli/commands/quarantine.ts';
import { ageText } from '../../cli/quarantine-text.ts';
import { ledgerQuarantine } from '../../lambdas/intake/keep.ts';
import { readmit } from '../../lambdas/intake/readmit.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import { asScript } from '../support/as-script.ts';
import { toyApiServer } from '../support/toy-api-server.ts';
import { brokenEvent } from '../support/toy-quarantine.ts';
import { toyPerson, toyStanding } from '../support/toy-workflow.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-quarantine-'));
const note = join(folder, 'note.json');
let provider: IdentityProvider;
let api: Awaited<ReturnType<typeof toyApiServer>>;
let caseId = '';
const deps = () => {
  const as = api.run.as('intake');
  return { ...api.run.intakeDeps, ...as, quarantine: ledgerQuarantine(as) };
};
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  api = await toyApiServer(provider);
  api.run.authority.people.set('person-ines', toyStanding('person-ines', toyPerson('person-ines', 'governance')));
  await intake(brokenEvent(), deps());
  caseId = [...api.run.memory.cases.keys()][0] ?? '';
  writeFileSync(note, JSON.stringify({ number: 'A1', cents: 500 }));
});
afterAll(async () => {
  await api?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

const countersign = asScript(main, folder);
const quarantine = (...args: string[]) => countersign('quarantine', ...args);
const login = (person: string) =>
  countersign('login', '--as', person, '--url', api.url, '--issuer', provider.issuer, '--client', LOCAL_CLIENT);
const reason = ['--reason', 'cut short on the way'];

describe('nothing is decided', () => {
  it('by a clerk', async () => {
    await login('amara');
    expect(await quarantine('discard', caseId, ...reason)).toMatchObject({
      ...{ status: 1, out: '', err: expect.stringContaining('takes the role governance or operations') },
    });
  });

  it.each([
    ['without a reason', ['discard']],
    ['with no corrected event', ['repair', ...reason]],
    ['with two', ['repair', '--document', note, '--event', note, ...reason]],
    ['with a file that is not there', ['repair', '--document', `${note}.gone`, ...reason]],
  ])('%s: it ends with 2', async (_, [verb = '', ...more]) => {
    await login('ines');
    expect(await quarantine(verb, caseId, ...more)).toMatchObject({ status: 2, out: '' });
  });

  it('about what has changed since it was seen', async () => {
    await login('ines');
    const answer = await quarantine('readmit', caseId, ...reason, '--digest', 'e'.repeat(64));
    expect(answer).toMatchObject({ status: 1, err: expect.stringContaining('is not what you have seen') });
  });

  it('about dead letters that nothing takes again, or without saying which', async () => {
    expect(await countersign('dlq', 'redrive', 'streams', '--all')).toMatchObject({ status: 2, out: '' });
    expect(await countersign('dlq', 'redrive', 'commands')).toMatchObject({ status: 2, out: '' });
    expect(await countersign('dlq', 'list', 'toString')).toMatchObject({ status: 2, out: '' });
  });
});

it('from the list to the case: shown, repaired, readmitted', async () => {
  await login('ines');
  expect((await quarantine('list')).out).toContain(caseId);
  expect((await quarantine('show', caseId)).out).toContain('document: is no toy note');
  const repaired = await quarantine('repair', caseId, '--document', note, ...reason);
  expect(repaired).toMatchObject({ status: 0, out: expect.stringContaining('repaired, now waiting') });
  expect(await quarantine('readmit', caseId, ...reason)).toMatchObject({ status: 0, err: '' });
  const [message] = api.readmissions;
  if (message) await readmit(message, deps());
  const shown = (await quarantine('show', caseId)).out;
  expect(shown).toContain('admitted: accepted toy-');
  expect(shown).toContain('repaired by person-ines');
  expect(JSON.parse((await quarantine('list', '--json')).out)).toEqual({ quarantined: [], more: false });
});

it('a document goes in whole, as text or bytes, and only into an envelope', () => {
  expect(() => withDocument({ caseId, event: { unreadable: '{' } }, Buffer.from('x'))).toThrow('--event FILE');
  const document = (bytes: Buffer) => withDocument({ caseId, event: brokenEvent() }, bytes);
  expect(document(Buffer.from('é'))).toMatchObject({
    id: 'e1',
    data: { document: { content: 'é', encoding: 'utf-8' } },
  });
  expect(document(Buffer.from([0xff]))).toMatchObject({ data: { document: { content: '/w==', encoding: 'base64' } } });
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [86_399, '23 h'],
  [200_000, '2 d'],
])('%d seconds are %s', (seconds, words) => expect(ageText(seconds)).toBe(words));
