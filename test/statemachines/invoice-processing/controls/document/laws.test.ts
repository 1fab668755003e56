import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { readUbl } from '../../../../../statemachines/invoice-processing/ubl/read-ubl.ts';
import { Decimal } from '../../../../../statemachines/kernel/decimal.ts';
import { finding } from '../../../../../statemachines/kernel/finding.ts';
import { bytes, parsed, sampleXml } from '../../../../samples/sample-xml.ts';
import { blocking } from './codes.ts';

const CLEAN = ['01-clean-match', '13-reverse-charge', '14-foreign-currency', '15-credit-note', '16-negative-invoice'];

/** Every amount that the totals depend on: all but prices and BT-111. */
function amountsOf(xml: string): { start: number; end: number; value: string }[] {
  const pattern =
    /<cbc:(?:TaxAmount|TaxableAmount|\w*ExtensionAmount|\w+sive\w*Amount|PayableAmount) currencyID="(\w+)">([-\d.]+)</g;
  const currency = /<cbc:DocumentCurrencyCode>(\w+)/.exec(xml)?.[1];
  return [...xml.matchAll(pattern)].flatMap(({ 0: whole, 1: of, 2: value = '', index }) => {
    const end = index + whole.length - 1;
    return of === currency ? [{ start: end - value.length, end, value }] : [];
  });
}

describe('laws of the document rules', () => {
  it('one amount of a clean document off by a unit or more is always found', () => {
    const change = fc.record({
      slug: fc.constantFrom(...CLEAN),
      at: fc.nat(),
      by: fc.tuple(fc.integer({ min: 100, max: 10_000_000 }), fc.constantFrom(1, -1)),
    });
    fc.assert(
      fc.property(change, ({ slug, at, by: [cents, sign] }) => {
        const xml = sampleXml(slug);
        const amounts = amountsOf(xml);
        const { start, end, value } = amounts[at % amounts.length] ?? { start: 0, end: 0, value: '0' };
        const changed = new Decimal(value).plus(new Decimal(cents * sign).div(100)).toFixed(2);
        expect(blocking(parsed(xml.slice(0, start) + changed + xml.slice(end)))).not.toEqual([]);
      }),
    );
  });

  it('the order of lines, breakdowns and payment means changes nothing', () => {
    const xml = sampleXml();
    const draft = parsed(xml);
    const lines = Array.from({ length: 6 }, (_, index) => ({ ...draft.lines[index % 2], id: String(index) }));
    const many = { ...draft, lines: lines as typeof draft.lines };
    const found = (document: typeof draft) => blocking(document).sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(many.lines, { minLength: 6 }), (permuted) => {
        expect(found({ ...many, lines: permuted })).toEqual(found(many));
      }),
    );
    expect(found(many)).toContain('BR-CO-10');
    expect(blocking({ ...draft, lines: draft.lines.toReversed() })).toEqual([]);
  });

  it('every finding fits its schema, whatever is missing', () => {
    const xml = sampleXml('14-foreign-currency');
    const rows = xml.split('\n');
    const removable = rows.flatMap((row, index) => (/^\s*<(c[ab]c:\w+)[ >].*<\/\1>$/.test(row) ? [index] : []));
    fc.assert(
      fc.property(fc.subarray(removable), (gone) => {
        const draft = readUbl(bytes(rows.filter((_, index) => !gone.includes(index)).join('\n')));
        for (const each of documentFindings(draft)) expect(finding.safeParse(each).success).toBe(true);
      }),
    );
    expect(removable.length).toBeGreaterThan(40);
  });
});
