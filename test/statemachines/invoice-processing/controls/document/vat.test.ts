import { describe, expect, it } from 'vitest';
import { VAT_CATEGORIES } from '../../../../../statemachines/invoice-processing/controls/document/vat-categories.ts';
import type { DraftInvoice } from '../../../../../statemachines/invoice-processing/ubl/draft.ts';
import { toDecimalText } from '../../../../../statemachines/kernel/decimal.ts';
import { blocking, cleanDraft, warnings } from './codes.ts';

const zero = toDecimalText('0');
const taxed = (taxable: string, tax: string, rate: string): DraftInvoice => ({
  ...cleanDraft(),
  vat: [{ category: 'S', rate: toDecimalText(rate), taxable: toDecimalText(taxable), tax: toDecimalText(tax) }],
});

/** The clean document with everything in one category, as that category wants it. */
function clean(code: string): DraftInvoice {
  const draft = cleanDraft();
  const category = VAT_CATEGORIES.find((each) => each.code === code);
  if (!category || code === 'S') return draft;
  const vat = category.rate === 'absent' ? { category: code } : { category: code, rate: zero };
  const withoutVatId = ({ vatId: _, ...party }: DraftInvoice['seller']) => party;
  const parties = code === 'O' ? { seller: withoutVatId(draft.seller), buyer: withoutVatId(draft.buyer) } : {};
  const reason = category.exemption === 'required' ? { exemptionReason: 'because' } : {};
  return {
    ...draft,
    ...parties,
    lines: draft.lines.map((line) => ({ ...line, vat })),
    vat: [{ ...vat, ...reason, taxable: toDecimalText('1380'), tax: zero }],
    totals: { ...draft.totals, tax: zero, taxInclusive: toDecimalText('1380'), payable: toDecimalText('1380') },
  };
}

const allowance = (code: string, charge: boolean, rate?: string): DraftInvoice['allowancesCharges'][number] => ({
  charge,
  amount: toDecimalText('0'),
  vat: { category: code, ...(rate !== undefined && { rate: toDecimalText(rate) }) },
});

describe('BR-CO-17', () => {
  it.each([
    ['-156435.885', '-156435.89', '100'],
    ['2.50', '0.13', '5'],
    ['-2.50', '-0.13', '5'],
  ])('rounds half away from zero: %s gives %s at %s %%', (taxable, tax, rate) => {
    expect([...blocking(taxed(taxable, tax, rate)), ...warnings(taxed(taxable, tax, rate))]).not.toContain('BR-CO-17');
  });

  it.each([
    ['276.01', 'warning'],
    ['276.99', 'warning'],
    ['275.01', 'warning'],
    ['277.00', 'blocking'],
    ['275.00', 'blocking'],
    ['-276.00', 'blocking'],
  ])('%s instead of 276.00 is %s', (tax, severity) => {
    const draft = taxed('1380', tax, '20');
    expect(warnings(draft).includes('BR-CO-17')).toBe(severity === 'warning');
    expect(blocking(draft).includes('BR-CO-17')).toBe(severity === 'blocking');
    expect(blocking(draft).includes('BR-S-09')).toBe(severity === 'blocking');
  });
});

describe.each(VAT_CATEGORIES)('VAT category $code', ({ code, rules, rate, exemption }) => {
  const wrongRate = rate === 'above-zero' ? '0' : '20';

  it('nothing on a clean document', () => {
    expect(blocking(clean(code))).toEqual([]);
  });

  it('01: a breakdown is there', () => {
    expect(blocking({ ...clean(code), vat: [] })).toContain(`${rules}-01`);
    expect(blocking({ ...clean(code), lines: [] })).toContain(`${rules}-01`);
    const { vat } = clean(code);
    expect(blocking({ ...clean(code), vat: [...vat, ...vat] }).includes(`${rules}-01`)).toBe(code !== 'S');
  });

  it('02, 03, 04: the parties are identified, or for O are not', () => {
    const { seller, buyer } = cleanDraft();
    const nobody = { name: 'Nobody', identifiers: [] };
    const parties = code === 'O' ? { seller, buyer } : { seller: nobody, buyer: nobody };
    const draft = { ...clean(code), ...parties };
    expect(blocking(draft)).toContain(`${rules}-02`);
    expect(blocking({ ...draft, allowancesCharges: [allowance(code, false)] })).toContain(`${rules}-03`);
    expect(blocking({ ...draft, allowancesCharges: [allowance(code, true)] })).toContain(`${rules}-04`);
  });

  it('05, 06, 07: the rate fits', () => {
    const draft = clean(code);
    const lines = draft.lines.map((line) => ({ ...line, vat: { category: code, rate: toDecimalText(wrongRate) } }));
    expect(blocking({ ...draft, lines })).toContain(`${rules}-05`);
    expect(blocking({ ...draft, allowancesCharges: [allowance(code, false, wrongRate)] })).toContain(`${rules}-06`);
    expect(blocking({ ...draft, allowancesCharges: [allowance(code, true, wrongRate)] })).toContain(`${rules}-07`);
  });

  it('08: the taxable amount is the sum of its parts', () => {
    const draft = clean(code);
    const vat = draft.vat.map((each) => ({ ...each, taxable: toDecimalText('1381') }));
    expect(blocking({ ...draft, vat })).toContain(`${rules}-08`);
    const close = draft.vat.map((each) => ({ ...each, taxable: toDecimalText('1380.5') }));
    expect(blocking({ ...draft, vat: close }).includes(`${rules}-08`)).toBe(code !== 'S');
    expect(warnings({ ...draft, vat: close }).includes(`${rules}-08`)).toBe(code === 'S');
  });

  it('09: the tax follows', () => {
    const draft = clean(code);
    const vat = draft.vat.map((each) => ({ ...each, tax: toDecimalText('280') }));
    expect(blocking({ ...draft, vat })).toContain(`${rules}-09`);
  });

  it('10: the exemption reason is there, or is not', () => {
    const draft = clean(code);
    const vat = draft.vat.map(({ exemptionReason: _, ...each }) =>
      exemption === 'required' ? each : { ...each, exemptionReason: 'because' },
    );
    expect(blocking({ ...draft, vat })).toEqual([`${rules}-10`]);
  });
});

it('a rate that no breakdown is about, though all sums agree', () => {
  const draft = cleanDraft();
  const [first, ...others] = draft.lines;
  const other = { vat: { category: 'S', rate: toDecimalText('10') } };
  const lines = first ? [{ ...first, ...other, net: zero }, ...others] : [];
  expect(blocking({ ...draft, lines })).toContain('VAT-BREAKDOWN-MISSING');
});

describe('categories without rules here', () => {
  it.each(['L', 'M', 'B', 'XX', ''])('%s goes to a person', (category) => {
    const draft = cleanDraft();
    const lines = draft.lines.map((line) => ({ ...line, vat: { category, rate: toDecimalText('20') } }));
    const vat = draft.vat.map((each) => ({ ...each, category }));
    expect(blocking({ ...draft, lines, vat })).toContain('VAT-CATEGORY-UNKNOWN');
  });
});
