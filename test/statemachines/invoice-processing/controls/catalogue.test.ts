import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { invoiceControls } from '../../../../statemachines/invoice-processing/controls/controls.ts';
import { paymentBlockOf } from '../../../../statemachines/invoice-processing/payment-block.ts';
import { creditCase, invoiceCase } from '../fixtures.ts';

const folder = new URL('../../../../statemachines/invoice-processing/controls/', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'completeness.ts');
const inCode = new Set(
  sources.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return [...text.matchAll(/code: '([A-Z][A-Z-]+)'/g)].map(([, code]) => code ?? '');
  }),
);
const rows = readFileSync(new URL('../../../../docs/controls.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((row) => {
    const [, code = '', asks = ''] = /^\|[^|]*\| `([A-Z][A-Z-]+)` \| ([^|]+) \|/.exec(row) ?? [];
    return code ? [{ code, asks: asks.trim() }] : [];
  });
const policy = readFileSync(new URL('../policy.cedar', folder), 'utf8');

describe('the catalogue of findings', () => {
  it('names every code that a control can find, and no other', () => {
    expect(inCode.size).toBeGreaterThan(50);
    expect(rows.map(({ code }) => code).sort()).toEqual([...inCode].sort());
  });

  it('says of every code whether it blocks the payment', () => {
    for (const { code, asks } of rows) {
      const found = { control: 'x', code, severity: 'blocking' as const, message: '', terms: [] };
      expect([code, paymentBlockOf([found]) !== undefined]).toEqual([code, asks.includes('⊘')]);
    }
  });

  it('knows every code that policy names', () => {
    const named = [...policy.matchAll(/"([A-Z]{3,}(?:-[A-Z]+)+)"/g)].map(([, code]) => code ?? '');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !inCode.has(code))).toEqual([]);
  });

  it('has controls with an id of their own and an owner', () => {
    const ids = invoiceControls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(invoiceControls.every(({ owner }) => owner)).toBe(true);
  });

  it('lists findings under the control that makes them, blocking ones with what they ask for', () => {
    const broken = invoiceCase({ vendor: { hold: true }, line: { net: '900' }, document: { typeCode: '386' } });
    for (const of of [broken, creditCase({ document: { preceding: [] } })]) {
      for (const control of invoiceControls) {
        for (const found of control.find(of)) {
          expect(found.control).toBe(control.id);
          expect(found.disposition === undefined).toBe(found.severity === 'warning');
        }
      }
    }
  });
});
