import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleAuthority } from '../../../../local/authority/sample.ts';
import { DATA_CLASSES, SIGNED_BY } from '../../../../statemachines/kernel/signatures/classes.ts';
import { codeDigests, dataDigests } from '../../../../statemachines/kernel/signatures/content.ts';
import { standings } from '../../../../statemachines/kernel/signatures/standing.ts';
import { registry } from '../../../../statemachines/registry.ts';
import { file, NOW, signerOf } from './signing.ts';

const read = (url: URL) => readFileSync(url, 'utf8');
const [first] = registry;
if (!first) throw new Error('no workflow');
const code = codeDigests([first], read);
const items = sampleAuthority(first.slug, ['MFR', 'MSL']);
const data = dataDigests(items);

/** A signature of every function that owns data, each by another person. */
async function signedByAll(digests: typeof data) {
  const wanted = DATA_CLASSES.flatMap((of) => SIGNED_BY[of].map((owner) => ({ of, owner })));
  const people = wanted.map(({ of, owner }) => signerOf(`${of}-${owner}`, [owner]));
  const files = wanted.map(async ({ of, owner }, index) => {
    const jws = await people[index]?.sign({ class: of, digest: digests[of], function: owner });
    return file(`${of}.${owner}.jws`, String(jws));
  });
  return { signers: people.map(({ signer }) => signer), files: await Promise.all(files), now: NOW };
}

describe('digests of code', () => {
  it('of policy change with any character of a policy, a schema or a graph', () => {
    for (const file of [first.policy, first.policySchema]) {
      const text = read(file);
      fc.assert(
        fc.property(fc.nat(text.length - 1), (at) => {
          const other = text[at] === 'x' ? 'y' : 'x';
          const changed = `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
          const { policy, ...rest } = codeDigests([first], (url) => (url.href === file.href ? changed : read(url)));
          expect(policy).not.toBe(code.policy);
          expect(rest).toEqual({ contracts: code.contracts, tolerances: code.tolerances });
        }),
        { numRuns: 50 },
      );
    }
    const graph = read(first.definition).replace('"Post Invoice"', '"Post"');
    expect(codeDigests([first], (url) => (url.href === first.definition.href ? graph : read(url))).policy).not.toBe(
      code.policy,
    );
  });

  it('change with who may, what is told, and every figure that something is measured by', () => {
    const digests = (more: object) => codeDigests([{ ...first, ...more }], read);
    expect(digests({ authority: { ...first.authority, roles: ['agent'] } }).policy).not.toBe(code.policy);
    for (const index of first.controls.keys())
      expect(digests({ controls: first.controls.toSpliced(index, 1) }).policy).not.toBe(code.policy);
    expect(digests({ outcomes: first.outcomes.slice(1) }).contracts).not.toBe(code.contracts);
    expect(digests({ contracts: [] }).contracts).not.toBe(code.contracts);
    const text = JSON.stringify(first.tolerances);
    const figures = [...text.matchAll(/"(\d+)(\.\d+)?"|:(\d+)/g)];
    expect(figures.length).toBeGreaterThan(20);
    for (const { index, 0: figure } of figures) {
      const changed = text.slice(0, index) + figure.replace(/\d/, (digit) => `${(Number(digit) % 9) + 1}`);
      const tolerances = JSON.parse(changed + text.slice(index + figure.length)) as Record<string, unknown>;
      expect(digests({ tolerances }).tolerances).not.toBe(code.tolerances);
    }
  });
});

describe('the digest of policy changes with', () => {
  const { review } = first;
  const [band, ...bands] = review.serviceLevel.bands;
  const hasty = { ...review.serviceLevel, bands: [{ ...band, nextAfter: 999 }, ...bands] };
  const idle = { ...review.calendars, '*': { ...review.calendars['*'], timeZone: 'Pacific/Apia' } };
  const wider = { schema: z.object({ payee: z.string() }), faults: () => [] };
  it.each<[string, object]>([
    ['what an approval needs besides', { review: { ...review, callBackFor: [] } }],
    ['how long a number must have stood in the master', { review: { ...review, callBackDays: 0 } }],
    ['how soon the next role is asked', { review: { ...review, serviceLevel: hasty } }],
    ['whose working time counts', { review: { ...review, calendars: idle } }],
    ['how a review ends', { review: { ...review, end: 'park' } }],
    ['what a reviewer may want otherwise', { adjustments: wider }],
    ['that a reviewer may want nothing otherwise', { adjustments: undefined }],
    ['how long a review may take', { reviewSeconds: first.reviewSeconds + 1 }],
    ['how long a countersignature counts', { effectSeconds: first.effectSeconds + 1 }],
  ])('%s', (_, more) => {
    const { policy, ...rest } = codeDigests([{ ...first, ...more }], read);
    expect(policy).not.toBe(code.policy);
    expect(rest).toEqual({ contracts: code.contracts, tolerances: code.tolerances });
  });
});

describe('digests of data', () => {
  it('change with any signed item that is changed, left out or added', () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), (item) => {
        const others = items.filter((other) => other !== item);
        const changed = {
          ...item,
          terms: [...((item['terms'] as object[] | undefined) ?? []), { validFrom: 'later' }],
        };
        const isSigned = /^(role|four-eyes|person|materiality)#/.test(item.key);
        expect(JSON.stringify(dataDigests(others)) !== JSON.stringify(data)).toBe(isSigned);
        expect(JSON.stringify(dataDigests([...others, changed])) !== JSON.stringify(data)).toBe(isSigned);
      }),
      { numRuns: 60 },
    );
  });

  it('change with any character of any limit, threshold and appointment; what was signed before is then missing', async () => {
    const signable = items.filter(({ key }) => /^(role|four-eyes|person|materiality)#/.test(key));
    const places = signable.flatMap((item) => {
      const text = JSON.stringify(item['terms']);
      return [...text.matchAll(/[\p{L}\d]/gu)].map(({ index }) => ({ item, text, index }));
    });
    expect(places.length).toBeGreaterThan(1_000);
    const all = await signedByAll(data);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async ({ item, text, index }) => {
        const terms: unknown = JSON.parse(
          text.slice(0, index) + (text[index] === '1' ? '2' : '1') + text.slice(index + 1),
        );
        const changed = items.map((other) => (other === item ? { ...item, terms } : other));
        const found = await standings(dataDigests(changed), all);
        const of = item.key.startsWith('materiality') ? 'materiality' : 'limits';
        expect(found.classes.filter(({ missing }) => missing.length > 0)).toMatchObject([
          { class: of, signed: [], missing: SIGNED_BY[of] },
        ]);
      }),
      { numRuns: 60 },
    );
    expect((await standings(data, all)).classes.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('are the same in any order, and whatever version it is', () => {
    const other = items.map((item) => ({ ...item, version: 9, changedBy: ['somebody'] })).toReversed();
    expect(dataDigests(other)).toEqual(data);
    expect(data.limits).not.toBe(data.materiality);
  });
});
