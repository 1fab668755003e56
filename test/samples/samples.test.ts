import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentFindings } from '../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { identifyInvoice } from '../../statemachines/invoice-processing/identify.ts';
import { caseIdOf, sha256 } from '../../statemachines/kernel/ids.ts';
import { bytes, parsed, sampleXml } from './sample-xml.ts';

const root = new URL('../../samples/', import.meta.url);
const slugs = readdirSync(new URL('invoices/', root)).sort();

const expectation = z.strictObject({
  title: z.string(),
  intake: z.enum(['accepted', 'duplicate', 'conflict', 'quarantined']),
  outcome: z.enum(['posted', 'posted-payment-blocked', 'waiting-review', 'parked', 'refused']).nullable(),
  findings: z.array(z.string()),
  after: z.array(z.string()).optional(),
});

const expected = (slug: string) =>
  expectation.parse(JSON.parse(readFileSync(new URL(`invoices/${slug}/expected.json`, root), 'utf8')));

const caseOf = (slug: string) => caseIdOf('invoice-processing', identifyInvoice(parsed(sampleXml(slug))).businessKey);

const isDocumentCode = (code: string) => /^(BR-|PEPPOL-|VAT-CATEGORY|LINES-MISSING|ATTACHMENT-EMPTY)/.test(code);

describe.each(slugs)('sample %s', (slug) => {
  const { intake, outcome, findings, after = [] } = expected(slug);

  it('says where it must end', () => {
    expect(outcome === null).toBe(intake !== 'accepted');
    expect(slugs).toEqual(expect.arrayContaining(after));
    expect(readFileSync(new URL('README.md', root), 'utf8')).toContain(slug);
    expect(sampleXml(slug).split('\n').length).toBeLessThan(151);
  });

  it('is read, and the document alone says what it must', () => {
    if (intake === 'quarantined') {
      expect(() => parsed(sampleXml(slug))).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
      return;
    }
    const found = documentFindings(parsed(sampleXml(slug)));
    expect(found.map(({ code }) => code).sort()).toEqual(findings.filter(isDocumentCode).sort());
  });

  it('is a case of its own, or the case it says', () => {
    if (intake === 'quarantined') return;
    const same = slugs.filter((other) => expected(other).intake !== 'quarantined' && caseOf(other) === caseOf(slug));
    const [first = ''] = intake === 'accepted' ? [slug] : after;
    expect(same).toContain(first);
    expect(same.filter((other) => expected(other).intake === 'accepted')).toEqual([first]);
    const payload = (of: string) => sha256(bytes(sampleXml(of)));
    if (intake !== 'accepted') expect(payload(slug) === payload(first)).toBe(intake === 'duplicate');
  });
});

it('there are at least fifteen', () => {
  expect(slugs.length).toBeGreaterThanOrEqual(15);
});
