import { beforeEach, describe, expect, it } from 'vitest';
import { confirm } from '../../../lambdas/govern/change.ts';
import type { GovernDeps } from '../../../lambdas/govern/deps.ts';
import { promotePrompt, rollBack, withdraw } from '../../../lambdas/govern/register.ts';
import { valid } from '../../../lambdas/shared/adapters/authority-items.ts';
import { promptData } from '../../../statemachines/kernel/authority/register.ts';
import { sha256 } from '../../../statemachines/kernel/ids.ts';
import { governor, toyGovern } from '../../support/toy-govern.ts';
import { toyRun } from '../../support/toy-run.ts';

const key = 'prompt#toy';
let run: ReturnType<typeof toyRun>;
let deps: GovernDeps;
beforeEach(() => {
  run = toyRun();
  deps = toyGovern(run);
});
const prompt = (text: string) => ({
  ...{ workflow: 'toy', label: text, text, models: ['m'] },
  owner: 'process-owner' as const,
});
const inForce = () => valid(promptData, run.memory.items.get(key), run.clock.now().toISOString());
async function promoted(text: string) {
  const { digest } = await promotePrompt(governor('gia'), prompt(text), 'better', deps);
  await confirm(governor('gus'), { key, digest }, deps);
  run.clock.advance(1_000);
}

describe('the register of prompts', () => {
  it('T18: moves only by two people, and the ledger has the whole text', async () => {
    await promotePrompt(governor('gia'), prompt('first'), 'new', deps);
    expect(inForce()).toBeUndefined();
    await promoted('first');
    expect(inForce()).toMatchObject({ text: 'first', hash: sha256('first'), version: 1, changedBy: ['gia', 'gus'] });
  });

  it('rolls back to what counted before in one call, confirmed by a second person', async () => {
    await promoted('first');
    await promoted('second');
    const { digest } = await rollBack(governor('gwen'), key, 'worse', deps);
    expect(inForce()?.text).toBe('second');
    await confirm(governor('gus'), { key, digest }, deps);
    expect(inForce()).toMatchObject({ text: 'first', version: 3 });
  });

  it('has nothing to roll back to at first, and nothing to withdraw that is not there', async () => {
    await expect(rollBack(governor('gia'), key, 'worse', deps)).rejects.toMatchObject({ kind: 'no-change' });
    await expect(withdraw(governor('gia'), key, 'worse', deps)).rejects.toMatchObject({ kind: 'no-change' });
    await promoted('first');
    await expect(rollBack(governor('gia'), key, 'worse', deps)).rejects.toMatchObject({ kind: 'no-change' });
  });

  it('withdraws by two people: then nothing is in force', async () => {
    await promoted('first');
    const { digest } = await withdraw(governor('gia'), key, 'leaks', deps);
    expect(inForce()?.text).toBe('first');
    await confirm(governor('gus'), { key, digest }, deps);
    expect(inForce()).toBeUndefined();
  });
});
