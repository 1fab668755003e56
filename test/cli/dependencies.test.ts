import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGlassReview } from '../../lambdas/govern/broken-glass.ts';
import { type IdentityProvider, LOCAL_CLIENT, startIdentityProvider } from '../../local/identity/provider.ts';
import { asScript } from '../support/as-script.ts';
import { toyApiServer } from '../support/toy-api-server.ts';
import { toyPerson, toyStanding } from '../support/toy-workflow.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-dependencies-'));
let provider: IdentityProvider;
let api: Awaited<ReturnType<typeof toyApiServer>>;
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0 });
  api = await toyApiServer(provider);
  api.run.clock.advance(Date.now() - api.run.clock.now().getTime());
  api.run.authority.people.set('person-ines', toyStanding('person-ines', toyPerson('person-ines', 'governance')));
  await countersign('login', '--as', 'ines', '--url', api.url, '--issuer', provider.issuer, '--client', LOCAL_CLIENT);
});
afterAll(async () => {
  await api?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

const countersign = asScript(main, folder);
const because = ['--reason', 'migration'];

describe('nothing is held or opened', () => {
  it.each([
    ['without a reason', ['hold', 'set', 'ACME'], 'required option'],
    ['for no time at all', ['hold', 'set', 'ACME', '--hours', '0', ...because], 'a number of hours above 0'],
    ['for longer than an effect waits', ['hold', 'set', 'ACME', '--hours', '61', ...because], 'within 60 hours'],
    ['of what is no dependency', ['breaker', 'open', 'mail', 'eu-central-1', ...because], 'erp-read or model'],
    [
      'closed for longer than four hours',
      ['breaker', 'close', 'erp-read', 'eu', '--hours', '5', ...because],
      '4 hours',
    ],
  ])('%s', async (_, args, words) => {
    const { status, out, err } = await countersign(...args);
    expect([status === 0, out, err]).toEqual([false, '', expect.stringContaining(words)]);
  });
});

describe('one person of governance', () => {
  it('holds a company, and sees it; lifting waits for a second one', async () => {
    expect(await countersign('hold', 'list')).toMatchObject({ status: 0, out: 'no company is held\n' });
    expect((await countersign('hold', 'set', 'ACME', '--hours', '2', ...because)).out).toContain(
      'hold#ACME has changed',
    );
    const { out } = await countersign('hold', 'list');
    expect(out).toMatch(/^ACME until .*, by person-ines: migration\n$/);
    expect((await countersign('hold', 'lift', 'ACME', ...because)).out).toContain("countersign confirm 'hold#ACME'");
  });

  it('opens a breaker, closes it for an hour, and leaves it to itself', async () => {
    const modes: unknown[] = [];
    for (const verb of ['open', 'close', 'auto']) {
      const { status } = await countersign('breaker', verb, 'erp-read', 'eu-central-1', ...because);
      const { mode, until } = api.run.memory.items.get('breaker#erp-read#eu-central-1') ?? {};
      modes.push([status, mode, until !== undefined]);
    }
    expect(modes).toEqual([
      [0, 'open', false],
      [0, 'closed', true],
      [0, 'auto', false],
    ]);
    expect(await countersign('breaker', 'list')).toMatchObject({ status: 0, out: 'nothing was called yet\n' });
  });
});

describe('an emergency that is over', () => {
  const end = ['emergency', 'end', 'all', '--finding', 'in-order', '--reason', 'all of the payroll'];

  it.each([
    ['no emergency', [...end, '--emergency', 'last'], 'a whole number'],
    ['one that never was', [...end, '--emergency', '9'], 'Nobody was asked to look'],
    ['a company that nobody names', ['emergency', 'list', 'company'], 'say which company'],
  ])('is not %s', async (_, args, words) => {
    const { status, out, err } = await countersign(...args);
    expect([status === 0, out, err]).toEqual([false, '', expect.stringContaining(words)]);
  });

  it('is looked at by a third person', async () => {
    expect(await countersign('emergency', 'list', 'all')).toMatchObject({ status: 0, out: 'none is over\n' });
    const endedAt = api.run.clock.now().toISOString();
    const glass = { version: 3, by: ['gia', 'gus'], reason: 'payroll', until: endedAt, endedAt };
    const { clock } = api.run;
    const tables = {
      watching: api.run.as('watch').ledger,
      clock,
      item: async () => undefined,
      flights: async () => [],
    };
    await openGlassReview({ kind: 'all', id: '*' }, glass, tables);
    expect((await countersign('emergency', 'list', 'all')).out).toContain('3: lifted by gia and gus');
    const { status, out } = await countersign(...end, '--emergency', '3');
    expect([status, out]).toEqual([0, expect.stringContaining('found: in-order: all of the payroll (person-ines')]);
    const [{ ended } = { ended: undefined }] = JSON.parse(
      (await countersign('emergency', 'list', 'all', '--json')).out,
    ).emergencies;
    expect(ended).toMatchObject({ finding: 'in-order', by: 'person-ines' });
  });
});
