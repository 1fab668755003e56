import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isValidIBAN } from 'ibantools';
import { describe, expect, it } from 'vitest';
import { erpPath } from '../../erp/layout.ts';
import { readMasters } from '../../erp/masters.ts';

const folder = erpPath('masters', 'values');
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const masters = readFileSync(erpPath('MASTERS.md'), 'utf8');
const found = (pattern: RegExp) => [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))];

/** The sum of the digits by Luhn's rule, as SIREN and SIRET have it. */
function luhn(digits: string): number {
  const weigh = (digit: number, odd: boolean) => (odd ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit);
  return [...digits].reverse().reduce((sum, digit, n) => sum + weigh(Number(digit), n % 2 === 1), 0);
}

describe('MASTERS.md names what the database holds', () => {
  it.each([
    ['vendors', /\b[VF]-\d{4}\b/g, 14],
    ['customers', /\bC-\d{4}\b/g, 6],
    ['service contracts', /\bSC-\d{4}\b/g, 7],
    ['VAT numbers', /\b(?:FR\d{11}|DE\d{9}|BE\d{10}|NL\d{9}B\d{2}|IT\d{11}|GB\d{9})(?=")/g, 14],
    ['IBANs', /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?=")/g, 13],
    ['products', /\b[PS]-[A-Z]{4,}\b/g, 12],
    ['orders', /\bP[OB]-2026-00\d\d\b/g, 18],
    ['advances', /\b(?:FB|BL)-AC-2026-\d{3}\b|\bAC-AV-2026-\d{3}\b/g, 4],
    ['posted invoices', /\b(?:FB|PL)-2026-\d{4}\b/g, 3],
    ['cost centres', /\bCC-[A-Z]+\b/g, 5],
    ['tax codes', /"(?:FR|GB)-[A-Z]+\d+(?:-[GS])?"/g, 11],
  ])('%s', (_, pattern, least) => {
    const values = found(pattern).map((value) => value.replaceAll('"', ''));
    expect(values.length).toBeGreaterThanOrEqual(least);
    expect(values.filter((value) => !masters.includes(value))).toEqual([]);
  });
});

describe('check digits hold', () => {
  it('of every IBAN', () => {
    const ibans = found(/"iban",\s*"number": "[A-Z0-9]+"/g).map((text) => /"([A-Z]{2}\d[^"]*)"$/.exec(text)?.[1] ?? '');
    expect(ibans).toHaveLength(13);
    expect(ibans.filter((iban) => !isValidIBAN(iban))).toEqual([]);
  });

  it('of every SIREN and SIRET', () => {
    const numbers = found(/"000[29]", "id": "\d+"/g).map((text) => /(\d+)"$/.exec(text)?.[1] ?? '');
    expect(numbers.length).toBeGreaterThanOrEqual(9);
    expect(numbers.filter((number) => luhn(number) % 10 !== 0)).toEqual([]);
  });
});

describe('masters.json', () => {
  it('is refused when it is not what the set-up writes', () => {
    expect(() => readMasters('{"companies": {"MFR": "1"}}')).toThrow();
  });
});
