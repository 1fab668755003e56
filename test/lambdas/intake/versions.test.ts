import { beforeEach, describe, expect, it } from 'vitest';
import { intake } from '../../../lambdas/intake/run.ts';
import { faultsOf } from '../../../lambdas/quarantine/faults-of.ts';
import { understand } from '../../../lambdas/shared/understand.ts';
import { repeatedTypes } from '../../../lib/violations.ts';
import { canonicalJson, sha256 } from '../../../statemachines/kernel/ids.ts';
import { sampleWorkflow } from '../../lib/sample.ts';
import { toyRun } from '../../support/toy-run.ts';
import { noteIn, versionedToy } from '../../support/toy-versions.ts';

let run: ReturnType<typeof toyRun>;
beforeEach(() => {
  run = toyRun();
});

const event = (type: string, data: object, id: string) => ({
  ...{ 'detail-type': type, source: 'shop' },
  detail: { ...{ specversion: '1.0', id, source: 'shop', type, time: '2026-11-24T09:00:00Z' }, data },
});
const take = (type: string, data: object, id = 'e1') =>
  intake(event(type, data, id), { ...run.intakeDeps, workflows: [versionedToy] });
const note = { number: 'A1', cents: 500 };
const VERSIONS = [1, 2, 3] as const;
const PAIRS = VERSIONS.flatMap((a) => VERSIONS.filter((b) => b !== a).map((b) => [a, b] as const));

describe('an event in an older version of its contract', () => {
  it('that does not fit its own version is quarantined, with the reason by path, in each version', async () => {
    for (const [version, other] of PAIRS) {
      const { answer, reasons } = await take(`toy.received.v${version}`, noteIn[other](note));
      expect([answer, reasons?.join()]).toEqual(['quarantined', expect.stringMatching(/^\w+: |^\(whole\): /)]);
    }
    expect(run.started).toEqual([]);
  });

  it('of a version that nobody knows is quarantined, with those that are known', async () => {
    const { reasons } = await take('toy.received.v4', noteIn[3](note));
    expect(reasons?.join()).toContain('known: toy.received.v1, toy.received.v2, toy.received.v3, toy.withdrawn.v1');
  });

  it('that can’t be brought to the newest is quarantined, and not delivered for ever', async () => {
    const [received, ...rest] = versionedToy.contracts;
    const broken = { ...received?.older?.[0], upcast: () => Buffer.from(undefined as unknown as string) };
    const workflow = { ...versionedToy, contracts: [{ ...received, older: [broken] }, ...rest] } as typeof versionedToy;
    const taken = intake(event('toy.received.v1', noteIn[1](note), 'e1'), { ...run.intakeDeps, workflows: [workflow] });
    expect(await taken).toMatchObject({ answer: 'quarantined' });
  });

  it.each(PAIRS)('is the same case as the same document in another: v%d, then v%d', async (one, other) => {
    const { caseId } = await take(`toy.received.v${one}`, noteIn[one](note), 'e1');
    expect(await take(`toy.received.v${other}`, noteIn[other](note), 'e2')).toMatchObject({
      answer: 'duplicate',
      caseId,
    });
    const different = noteIn[other]({ ...note, cents: 501 });
    expect(await take(`toy.received.v${other}`, different, 'e3')).toMatchObject({ answer: 'conflict', caseId });
    expect(run.started).toHaveLength(1);
  });

  it('is on record as it came, beside the newest that the workflow is told', async () => {
    const { caseId = '' } = await take('toy.received.v1', noteIn[1](note));
    const [received] = await run.intakeDeps.ledger.read(caseId);
    expect(received?.body).toMatchObject({ type: 'toy.received.v3', upcastFrom: 'toy.received.v1' });
    const [document = '', came = ''] = received?.evidence ?? [];
    expect(document).toBe(sha256(JSON.stringify(note)));
    const kept = await run.intakeDeps.evidence.get(caseId, came);
    expect(Buffer.from(kept).toString('utf8')).toBe(canonicalJson(noteIn[1](note)));
  });

  it('in the newest says nothing of versions', async () => {
    const { caseId = '' } = await take('toy.received.v3', noteIn[3](note));
    const [received] = await run.intakeDeps.ledger.read(caseId);
    expect(received?.body).not.toHaveProperty('upcastFrom');
    expect(received?.evidence).toHaveLength(1);
  });

  it('withdraws as the newest does, and says so', async () => {
    const { caseId = '' } = await take('toy.received.v3', noteIn[3](note));
    expect(await take('toy.withdrawn.v1', { no: 'A1' }, 'e2')).toMatchObject({ answer: 'accepted', caseId });
    const entries = await run.intakeDeps.ledger.read(caseId);
    expect(entries.at(-1)?.body).toMatchObject({ upcastFrom: 'toy.withdrawn.v1', reason: 'not said' });
  });

  it('is repaired in its own version', () => {
    expect(faultsOf(event('toy.received.v1', noteIn[1](note), 'e1'), [versionedToy])).toEqual([]);
    expect(faultsOf(event('toy.received.v1', noteIn[1]({ not: 'a note' }), 'e1'), [versionedToy])).toEqual([
      'document: is no toy note',
    ]);
  });

  it('says the same as the newest does', () => {
    const said = VERSIONS.map((version) => {
      const { data } = understand({ type: `toy.received.v${version}`, data: noteIn[version](note) }, [versionedToy]);
      const { content, encoding } = (data as { document: { content: string; encoding: 'utf-8' } }).document;
      return Buffer.from(content, encoding).toString('utf8');
    });
    expect(new Set(said)).toEqual(new Set([JSON.stringify(note)]));
  });

  it('belongs to one workflow: another may not claim its type', () => {
    expect(repeatedTypes([versionedToy, { ...sampleWorkflow, slug: 'other' }])).toEqual([
      'other: event type toy.received.v1 is already a contract of toy',
      'other: event type toy.withdrawn.v1 is already a contract of toy',
    ]);
  });
});
