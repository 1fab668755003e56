import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPolicies } from '../../../lambdas/shared/authority/policy-set.ts';
import { paymentBlockOf } from '../../../statemachines/invoice-processing/payment-block.ts';
import { invoiceProcessing } from '../../../statemachines/invoice-processing/workflow.ts';

const { policies } = loadPolicies(invoiceProcessing);
const named = (policies['findings-that-block-payment-need-ap-manager'] ?? '').match(/[A-Z]+(-[A-Z]+)+/g) ?? [];

describe('policy.cedar', () => {
  it('names only findings that exist, and all that block the payment', () => {
    const catalogue = readFileSync(new URL('../../../docs/controls.md', import.meta.url), 'utf8');
    for (const code of named) expect(catalogue).toContain(`\`${code}\``);
    const marked = catalogue.split('\n').filter((row) => row.includes('⊘ |'));
    const codes = marked.map((row) => /`([A-Z-]+)` \| review ⊘/.exec(row)?.[1] ?? '').sort();
    expect([...named].sort()).toEqual(codes);
    for (const code of named) {
      const finding = { control: 'x', code, severity: 'blocking' as const, message: '', terms: [] as string[] };
      expect(paymentBlockOf([finding])).toBe(code);
    }
  });
});
