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
