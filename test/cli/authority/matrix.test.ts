import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../cli/authority/csv.ts';
import { matrixOf } from '../../../cli/authority/matrix.ts';
import { pageOf } from '../../../cli/authority/page.ts';
import { sampleAuthority } from '../../../local/authority/sample.ts';
import { personKey } from '../../../statemachines/kernel/authority/keys.ts';
import { registry } from '../../../statemachines/registry.ts';
import { HOLIDAY } from '../../lambdas/shared/authority/proof/sound-set.ts';

const sample = [
  ...sampleAuthority('invoice-processing', ['MFR', 'MSL']),
  { key: 'delegations#person-dimitri', kind: 'delegations', version: 1, of: [HOLIDAY] },
];
const at = (asOf: string, items = sample) => matrixOf(registry, items, { asOf, source: 'a test' });
const now = '2026-11-24T09:00:00.000Z';
const companyAt = (asOf: string, code: string) => {
  const company = at(asOf).workflows[0]?.companies.find((one) => one.company === code);
  if (!company) throw new Error(`there is no ${code}`);
  return company;
};
const named = (name: string) =>
  sample.map((item) =>
    item.key === personKey('person-amara') ? { ...item, terms: [{ ...(item['terms'] as object[])[0], name }] } : item,
  );

describe('the matrix', () => {
  it('shows nothing that does not count at its moment', () => {
    expect(companyAt('2025-12-31T23:59:59.999Z', 'MFR')).toMatchObject({ roles: [], materiality: undefined });
    const controllers = (asOf: string) => companyAt(asOf, 'MFR').roles.find(({ role }) => role === 'controller');
    expect(controllers(HOLIDAY.validUntil)?.standins).toEqual([]);
    expect(controllers(now)?.standins).toEqual([
      'Dimitri Manager for Elena Controller, 2026-11-20 to 2026-12-04 (away)',
    ]);
  });

  it('has each role’s row of the company, in its currency, and who is appointed there', () => {
    const { categories, roles } = companyAt(now, 'MSL');
    const order = categories.find(({ category }) => category === 'order');
    expect(order?.limits).toContainEqual({
      role: 'clerk',
      alone: { minor: 800_000, currency: 'GBP' },
      second: { minor: 4_000_000, currency: 'GBP' },
    });
    expect(order?.limits[0]).toEqual({ role: 'agent', alone: { minor: 2_000_000, currency: 'GBP' } });
    expect(roles.find(({ role }) => role === 'clerk')?.people).toEqual(['Amara Clerk']);
  });

  it('has who may commit alone as a second just as far, and apart who consents or governs', () => {
    const order = companyAt(now, 'MFR').categories.find(({ category }) => category === 'order');
    expect(order?.limits.at(-1)).toMatchObject({ role: 'cfo', second: { minor: 500_000_000 } });
    expect(at(now).others).toMatchObject([
      { role: 'data-protection', people: ['Yara Privacy', 'Yusuf Privacy'] },
      { role: 'governance', people: ['Inès Governor', 'Jonas Governor', 'Kira Governor'] },
      { role: 'it-security', people: ['Uma Security', 'Umberto Security'] },
      { role: 'legal', people: ['Viktor Legal', 'Wanda Legal'] },
    ]);
  });
});

describe('as CSV', () => {
  it('has a line for each role, category and company, with the same number of cells, by RFC 4180', () => {
    const text = csvOf(at(now));
    const lines = text.trimEnd().split('\r\n');
    const rows = registry.reduce((sum, { authority }) => sum + authority.roles.length * authority.categories.length, 0);
    expect(lines).toHaveLength(1 + rows * 2);
    expect(lines).toContain(
      `${now},invoice-processing,MFR,order,clerk,1,EUR,10000.00,50000.00,50000.00,EUR,50000.00,100000.00,14,EUR,no,Amara Clerk; Bruno Clerk,,,,vendor-master-change; bank-confirmation; requisition; order-approval; receipt; reversal-approval; authority-administration; value-proposal; reopening; exception-resolution`,
    );
    expect(text).toContain('"Dimitri Manager for Elena Controller, 2026-11-20 to 2026-12-04 (away)"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('holds no formula: %s', (name) => {
    const text = csvOf(at(now, named(name)));
    expect(text).toContain(`,'${name}; Bruno Clerk,`);
    expect(text).not.toContain(`,${name}`);
  });

  it('quotes what would end a cell', () => {
    expect(csvOf(at(now, named('A "B"\r\nC')))).toContain('"A ""B""\r\nC; Bruno Clerk"');
  });
});

describe('as a page', () => {
  const page = pageOf(at(now));

  it('escapes every text', () => {
    const evil = pageOf(at(now, named('<script>alert("1")</script>\'&')));
    expect(evil).not.toContain('<script');
    expect(evil).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
  });

  it('asks for nothing from elsewhere', () => {
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|https?:/);
  });

  it('has a caption for each table, a scope for each heading, and as many cells in each row', () => {
    const count = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
    const tables = 1 + 5 * registry.length;
    expect(count(/<table>/g)).toBe(tables);
    expect(count(/<table>\n<caption>/g)).toBe(tables);
    expect(count(/<th(?=[\s>])/g)).toBe(count(/<th [^>]*scope="/g));
    const rows = [...page.matchAll(/<tr><th scope="row">(?:order|capex)<\/th>.*<\/tr>/g)];
    expect(rows.map(([row]) => row.match(/<td/g)?.length)).toEqual([11, 11, 11, 11]);
    expect(page).toContain('as of 2026-11-24, 09:00 UTC');
  });

  it('says what is missing instead of leaving it out', () => {
    const bare = pageOf(
      at(
        now,
        sample.filter(({ kind }) => kind !== 'materiality' && kind !== 'autonomy' && kind !== 'person'),
      ),
    );
    expect(bare).toContain('No materiality is on file: every case is parked.');
    expect(bare).toContain('a person decides every case');
    expect(bare).toContain('Nobody is appointed to governance');
    expect(bare).toContain('<span class="none">nobody</span>');
  });
});
