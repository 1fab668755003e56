import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRates } from '../../../cli/authority/read-rates.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import { registry } from '../../../statemachines/registry.ts';
import { proving, soundSet, without } from '../../lambdas/shared/authority/proof/sound-set.ts';

const main = resolve(import.meta.dirname, '..', '..', '..', 'cli', 'start.ts');
const folder = mkdtempSync(join(tmpdir(), 'countersign-authority-'));
const fileOf = (name: string, content: unknown) => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const authority = (...args: string[]) =>
  spawnSync(process.execPath, [main, 'authority', ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    },
  });
const { items: ofInvoices } = proving(soundSet());
const keys = new Set(ofInvoices.map(({ key }) => key));
/** Of every workflow: what the others need besides is as in the sample. */
const items = [
  ...ofInvoices,
  ...registry.flatMap(({ slug }) => sampleAuthority(slug, ['MFR'])).filter(({ key }) => !keys.has(key)),
];
const sound = fileOf('sound.json', sampleAuthority('invoice-processing', ['MFR']));

describe('authority', { timeout: 60_000 }, () => {
  it('ends with 2 for what can’t be read, naming file and place', () => {
    const bad = [
      join(folder, 'missing.json'),
      fileOf('text.json', 'no JSON'),
      fileOf('object.json', {}),
      fileOf('keyless.json', [{ kind: 'role' }]),
    ];
    for (const file of bad)
      for (const args of [
        ['check', file],
        ['--file', file],
      ]) {
        const { status, stderr, stdout } = authority(...args);
        expect(status).toBe(2);
        expect(stderr).toContain(file);
        expect(stdout).toBe('');
      }
  });

  it.each([[['--format', 'pdf']], [['--at', 'tomorrow']], [['--frobnicate']]])('ends with 2 for %s', (args) => {
    expect(authority(...args, '--file', sound).status).toBe(2);
  });

  it('ends with 1 and the remedy when the table can’t be asked', () => {
    const { status, stderr } = authority();
    expect(status).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1:9 can't be asked: .*AWS_ENDPOINT_URL/);
  });

  it('writes a page, and the data themselves so that they can be changed and checked', () => {
    const page = join(folder, 'matrix.html');
    expect(authority('--file', sound, '--format', 'html', '--out', page)).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(page, 'utf8')).toContain('Delegation of authority');
    const { stdout } = authority('--file', sound, '--format', 'json');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(sound, 'utf8')));
  });
});

describe('authority check', { timeout: 240_000 }, () => {
  it('ends with 1 and counter-examples, each rule with what it demands', () => {
    const [stop, ...rest] = without('stop#all')(soundSet()).items;
    const { status, stdout, stderr } = authority('check', fileOf('one.json', [stop]), fileOf('rest.json', rest));
    expect(status).toBe(1);
    expect(stdout).toContain('data-is-complete: every role of a workflow');
    expect(stdout).toContain('MFR at ');
    expect(stdout).toContain('stop#all is not on file: everything is stopped');
    expect(stderr).toContain('the authority data do not hold');
  });

  it('ends with 0 where nothing is wrong, over all cells', () => {
    const { status, stdout } = authority('check', fileOf('sound-set.json', items));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^[1-9]\d{2,} cells tried, 0 counter-examples\n$/);
  });

  it('ends with 1 where two currencies have no rate, and says how to give it', () => {
    const twice = items.map((item) =>
      item.key === 'four-eyes#MFR'
        ? { ...item, terms: [{ ...(item['terms'] as object[])[0], currency: 'USD' }] }
        : item,
    );
    const { status, stderr } = authority('check', fileOf('two.json', twice));
    expect(status).toBe(1);
    expect(stderr).toContain('--rates EUR=1,GBP=0.86');
  });
});

describe('rates', () => {
  it.each(['EUR', 'EUR=0', 'EUR=-1', 'eur=1', 'EUR=1;GBP=2', ''])('are not read from %j', (text) => {
    expect(() => readRates(text, [])).toThrow('--rates');
  });

  it('are not needed in a single currency of authority data, whatever other items are in', () => {
    expect(readRates('EUR=1, GBP=0.86', items)).toEqual({ EUR: '1', GBP: '0.86' });
    expect(readRates(undefined, [...items, { key: 'model#m', price: { currency: 'USD' } }])).toEqual({ EUR: '1' });
    expect(readRates(undefined, [...items, { key: 'four-eyes#X', currency: 'USD' }])).toEqual({});
  });
});
