import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');
const sample = (slug: string) => join(root, 'samples', 'invoices', slug, 'invoice.xml');

function countersign(...args: string[]) {
  const env = { PATH: process.env['PATH'] ?? '', AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  const credentials = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_MAX_ATTEMPTS: '1' };
  return spawnSync(process.execPath, [join(root, 'cli', 'start.ts'), ...args], {
    encoding: 'utf8',
    env: { ...env, ...credentials },
  });
}

describe('countersign', () => {
  it('ends with 2 for what can’t be read, naming file, place and remedy', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    const other = join(folder, 'other.xml');
    writeFileSync(other, '<note xmlns="urn:x"/>');
    for (const file of [sample('18-malformed'), other, join(folder, 'missing.xml')]) {
      const { status, stderr, stdout } = countersign('check', 'invoice', file);
      expect(status).toBe(2);
      expect(stderr).toContain(file);
      expect(stdout).toBe('');
    }
    expect(countersign('frobnicate').status).toBe(2);
    expect(countersign('check', 'invoice').status).toBe(2);
  });

  it('sends nothing when one of several files can’t be read', () => {
    expect(countersign('submit', 'invoice', sample('01-clean-match'), sample('18-malformed')).status).toBe(2);
  });

  it('sends no document that can’t be read as what it is said to be', () => {
    const asChange = ['submit', 'document', '--type', 'party.change-requested.v1'];
    expect(countersign(...asChange, sample('01-clean-match'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('document: is no JSON in UTF-8'),
    });
    expect(countersign('submit', 'document', '--type', 'invoice.withdrawn.v1', sample('01-clean-match')).status).toBe(
      2,
    );
    expect(countersign('submit', 'document', sample('01-clean-match')).status).toBe(2);
  });

  it('ends with 1 and the remedy when AWS can’t be asked', () => {
    const { status, stderr } = countersign('cases');
    expect(status).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1:9 can't be asked: .*AWS_ENDPOINT_URL/);
  });

  it('checks offline; findings never change the exit code', () => {
    const { status, stdout } = countersign('check', 'invoice', '--json', sample('11-arithmetic'));
    expect(status).toBe(0);
    const { file, invoice, findings } = JSON.parse(stdout) as {
      file: string;
      invoice: { number: string };
      findings: object[];
    };
    expect(file).toBe(sample('11-arithmetic'));
    expect(invoice.number).toBe('PL-2026-1111');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'BR-CO-15',
        severity: 'blocking',
        terms: expect.any(Array),
        expected: expect.any(String),
        actual: expect.any(String),
      }),
    );
    expect(Object.keys(findings[0] ?? {}).sort()).toEqual(['actual', 'code', 'expected', 'severity', 'terms']);
  });

  it('checks a document that lacks what intake needs: the rule is a finding, not an error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    const file = join(folder, 'no-number.xml');
    writeFileSync(file, readFileSync(sample('01-clean-match'), 'utf8').replace(/<cbc:ID>[^<]+<\/cbc:ID>/, ''));
    const { status, stdout } = countersign('check', 'invoice', '--json', file);
    expect(status).toBe(0);
    expect(stdout).toContain('"BR-02"');
  });
});
