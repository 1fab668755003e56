import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ErpRefused, ErpUnavailable, ErpUnknown } from '../../lambdas/erp/errors.ts';
import { standingOf } from '../../lambdas/erp/steps.ts';
import { exceptionOf } from '../../lambdas/exceptions/fold.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { figures } from '../support/figures.ts';
import { type SagaWorld, sagaBreaches, sagaWorld } from '../support/saga-world.ts';

const OUTCOMES = ['done', 'refused', 'busy', 'answer lost', 'request lost', 'changes'] as const;
type Outcome = (typeof OUTCOMES)[number];
const KINDS = ['post-a', 'post-b', 'post-c', 'undo-b', 'undo-a'] as const;
const outcomes = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant<Outcome>('done') }, fc.constantFrom(...OUTCOMES)),
  { maxLength: 3 },
);
const scripts = fc.record(
  Object.fromEntries(KINDS.map((kind) => [kind, outcomes])) as Record<(typeof KINDS)[number], typeof outcomes>,
);

/** What the ERP does at each posting of a kind in turn; after that it does as it is told. */
function scripted({ ports: { erp } }: SagaWorld, script: Readonly<Record<string, readonly Outcome[]>>): void {
  const { post } = erp;
  const turns = new Map<string, number>();
  erp.post = async (command, digest) => {
    const turn = turns.get(command.kind) ?? 0;
    turns.set(command.kind, turn + 1);
    const outcome = script[command.kind]?.[turn] ?? 'done';
    if (outcome === 'refused') throw new ErpRefused('period closed');
    if (outcome === 'busy') throw new ErpUnavailable('429', { sent: false });
    if (outcome === 'request lost') throw new ErpUnknown('connection reset');
    const made = await post(command, digest);
    if (outcome === 'changes') erp.version = 'v2';
    if (outcome === 'answer lost') throw new ErpUnknown('the answer is lost');
    return made;
  };
}

/** The ledger says of every effect what the ERP has, and nothing of what nobody knows. */
async function disagreements(world: SagaWorld): Promise<string[]> {
  const entries = await world.entries();
  const posted = new Set(world.ports.erp.postings.map(({ kind }) => kind));
  const effects = standingOf(entries);
  const found = effects.flatMap(({ command, state, reason = '' }) => {
    const undo = command.replace('post', 'undo');
    const says = `${command} is ${state} (${reason}), the ERP has ${[...posted].join(', ')}`;
    if (state === 'unknown' || state === 'prepared' || reason.startsWith('look in the ERP')) return [];
    const stands = !['rejected', 'not-started'].includes(state);
    const undone = state === 'compensated';
    return posted.has(command) === stands && posted.has(undo) === undone ? [] : [says];
  });
  const whole = effects.every(({ state }) => state === 'confirmed');
  if (whole !== (statusOf(entries) === 'posted')) found.push(`${statusOf(entries)} while all are confirmed: ${whole}`);
  const left = effects.some(({ state }) => !['rejected', 'not-started', 'compensated'].includes(state));
  const of = exceptionOf(entries)?.class;
  if (!whole && left && of !== 'compensation' && of !== 'effect-unknown') found.push(`left to nobody: ${of}`);
  return found;
}

it('whatever the ERP answers, ledger and ERP agree, and what is undone is undone in reverse', async (context) => {
  const seen = { posted: 0, undone: 0, 'left to a person': 0 };
  await fc.assert(
    fc.asyncProperty(scripts, fc.boolean(), async (script, enforcesKey) => {
      const world = sagaWorld({ enforcesKey });
      scripted(world, script);
      await world.run();
      expect([...(await sagaBreaches(world)), ...(await disagreements(world))]).toEqual([]);
      const states = standingOf(await world.entries()).map(({ state }) => state);
      if (states.every((state) => state === 'confirmed')) seen.posted += 1;
      else if (states.includes('compensated')) seen.undone += 1;
      else seen['left to a person'] += 1;
    }),
    { numRuns: 150 },
  );
  figures(context, { 'sagas posted': seen.posted, 'sagas undone': seen.undone });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
}, 120_000);
