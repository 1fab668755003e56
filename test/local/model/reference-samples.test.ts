import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assessInvoice } from '../../../local/model/reference/assess-invoice.ts';
import { invoiceAssessment } from '../../../statemachines/invoice-processing/assessment.ts';
import { parseUbl } from '../../../statemachines/invoice-processing/ubl/parse.ts';

const samples = fileURLToPath(new URL('../../../samples/invoices/', import.meta.url));
const expected = z.looseObject({ outcome: z.string().nullish() });
const posted = globSync('*/expected.json', { cwd: samples })
  .filter((path) => expected.parse(JSON.parse(readFileSync(samples + path, 'utf8'))).outcome === 'posted')
  .map((path) => path.replace('/expected.json', ''));

describe('the reference model keeps no sample from being posted that must be', () => {
  it('has samples to look at', () => {
    expect(posted.length).toBeGreaterThan(5);
  });

  it.each(posted)('%s', (name) => {
    const document = parseUbl(readFileSync(`${samples}${name}/invoice.xml`));
    const answer = assessInvoice(invoiceAssessment.subject(document, undefined));
    expect(answer.anomalies).toEqual([]);
    expect(answer.confidence).toBeGreaterThanOrEqual(0.9);
  });
});
