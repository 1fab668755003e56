import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../../cli/documents.ts';
import { loadSamples } from '../../local/samples/load.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';

const FOLDERS = ['requisitions', 'credits'];
const readme = readFileSync(new URL('../../samples/README.md', import.meta.url), 'utf8');

it('no two samples have one name', () => {
  const all = loadSamples().map(({ slug }) => slug);
  expect(new Set(all).size).toBe(all.length);
});

describe.each(FOLDERS)('samples of %s', (folder) => {
  const samples = loadSamples(folder);
  const sent = ({ type, expected: { source, subject } }: (typeof samples)[number]) => ({ type, source, subject });
  const caseIn = (sample: (typeof samples)[number]) => caseOf(sample.raw, sent(sample));

  it('are ten at least, each with its line in the README and an end', () => {
    expect(samples.length).toBeGreaterThanOrEqual(10);
    for (const { slug, expected } of samples) {
      expect(readme).toContain(`[\`${slug}\`](${folder}/`);
      expect(expected.outcome === null, slug).toBe(expected.intake !== 'accepted');
      expect(samples.map((other) => other.slug)).toEqual(expect.arrayContaining(expected.after));
    }
  });

  it('can be read, but those that are quarantined', () => {
    for (const sample of samples)
      expect(caseIn(sample) === undefined, sample.slug).toBe(sample.expected.intake === 'quarantined');
  });

  it('are cases of their own, but what is sent again', () => {
    const first = new Map<string, string>();
    for (const sample of samples.filter(({ expected }) => expected.intake !== 'quarantined')) {
      const key = String(caseIn(sample));
      expect(first.get(key) === sha256(sample.raw), sample.slug).toBe(sample.expected.intake === 'duplicate');
      first.set(key, sha256(sample.raw));
    }
  });
});
