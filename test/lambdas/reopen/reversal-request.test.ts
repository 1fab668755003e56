import { beforeEach, describe, expect, it } from 'vitest';
import { refused } from '../../support/refused.ts';
import { reversing } from '../../support/reversing.ts';

let world: Awaited<ReturnType<typeof reversing>>;
beforeEach(async () => {
  world = await reversing();
});

describe('what the ERP has confirmed so that nobody can name it is not reversed', () => {
  /** A posted case whose document is read back as the ERP says it. */
  async function confirmedAs(document: object) {
    const { post } = world.run.gateway.erp;
    const { erp } = world.run;
    erp.post = async (...of) => ({ ...(await post(...of)), ...document }) as never;
    const { caseId } = await world.posted();
    return caseId;
  }

  it.each([
    ['without a number', { number: '' }, /no number/],
    ['without an id', { id: '' }, /no number/],
    ['in no currency', { currency: '' }, /no document/],
  ])('%s', async (_, document, words) => {
    await refused('not-reversible', world.ask(await confirmedAs(document)), words);
  });

  it('a record of master data, which has no amounts', async () => {
    const { caseId } = await world.posted();
    const kept = await world.ledger.read(caseId);
    const confirmed = kept.find(({ stage }) => stage === 'confirmed');
    world.run.memory.cases.set(
      caseId,
      kept.filter((entry) => entry !== confirmed),
    );
    const { document: _, ...body } = confirmed?.body ?? {};
    await world.run.append('gateway', caseId, {
      ...{
        entryKey: confirmed?.entryKey ?? '',
        stage: 'confirmed',
        body: { ...body, record: { id: '7', number: 'V-7' } },
      },
    });
    await refused('not-reversible', world.ask(caseId), /no document/);
    expect(await world.stages(caseId)).not.toContain('reversal-requested');
  });
});

describe('a reversal is approved neither by', () => {
  it('who asked for an earlier one that was rejected, in whose place they asked, nor who asks now', async () => {
    const { caseId } = await world.posted({ number: 'A1', cents: 2_000 });
    const first = await world.asked(caseId, 'cleo');
    await world.end(await world.decided(first), 'Refuse');
    const second = await world.asked(caseId, 'ann');
    expect(await world.askedOf(second)).toMatchObject({
      requestedBy: { subject: 'ann' },
      acts: [{ duty: 'reversal-request', by: 'cleo', to: `the case ${caseId}` }],
    });
    const ref = await world.decided(second);
    await refused('not-entitled', world.countersign(ref, 'ann'), /reversal-request/);
    await refused('not-entitled', world.countersign(ref, 'cleo'), /reversal-request/);
  });

  it('who had another hand in what is reversed', async () => {
    const { caseId } = await world.posted();
    await world.run.append('reopen', caseId, {
      ...{ entryKey: '1/reopened/cleo/1', stage: 'reopened-by-person', actor: { kind: 'person', id: 'cleo' } },
      body: { attempt: 1, reason: 'again', names: ['cleo', 'erp:cleo'] },
    });
    const reversal = await world.asked(caseId);
    const { acts } = await world.askedOf(reversal);
    expect(acts?.map(({ duty, by }) => `${duty} ${by}`)).toEqual(['reopening cleo', 'reopening erp:cleo']);
    await refused('not-entitled', world.countersign(await world.decided(reversal), 'cleo'), /reopening/);
  });

  it('who repaired an answer of its sender, which is relied on only where it is genuine', async () => {
    const { caseId } = await world.posted();
    await world.run.append('intake', caseId, {
      ...{ entryKey: 'heard/1', stage: 'answered' },
      body: { attempt: 1, source: 'shop', readmission: { quarantine: 'q-1', repairedBy: ['cleo'] } },
    });
    const kept = await world.ledger.read(caseId);
    const forged = kept.map((entry) => (entry.stage === 'answered' ? { ...entry, mac: 'forged' } : entry));
    world.run.memory.cases.set(caseId, forged);
    await expect(world.ask(caseId)).rejects.toMatchObject({ name: 'LedgerBroken' });
    world.run.memory.cases.set(caseId, [...kept]);
    const { acts } = await world.askedOf(await world.asked(caseId));
    expect(acts).toMatchObject([{ duty: 'value-proposal', by: 'cleo' }]);
  });

  it('anybody whose hand somebody forged or hid: it is asked for of genuine entries alone', async () => {
    const { caseId } = await world.posted();
    await world.run.append('reopen', caseId, {
      ...{ entryKey: '1/reopened/cleo/1', stage: 'reopened-by-person', actor: { kind: 'person', id: 'cleo' } },
      body: { attempt: 1, reason: 'again', names: ['cleo'] },
    });
    const kept = await world.ledger.read(caseId);
    const forged = kept.map((entry) => (entry.stage === 'reopened-by-person' ? { ...entry, mac: 'forged' } : entry));
    world.run.memory.cases.set(caseId, forged);
    await expect(world.ask(caseId)).rejects.toMatchObject({ name: 'LedgerBroken' });
  });
});
