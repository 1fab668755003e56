import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultsByPath, ledgerQuarantine, MOST_COUNTED } from '../../../lambdas/intake/keep.ts';
import { measureAge } from '../../../lambdas/quarantine/age.ts';
import { quarantinedOf } from '../../../lambdas/quarantine/fold.ts';
import { quarantineCaseId } from '../../../statemachines/kernel/quarantine.ts';
import { brokenEvent, toyQuarantine } from '../../support/toy-quarantine.ts';
import { toyRun } from '../../support/toy-run.ts';

it('an event that comes for ever is counted up to a limit, and its case grows no further', async () => {
  const run = toyRun();
  const { keep } = ledgerQuarantine(run.as('intake'));
  for (let n = 0; n < MOST_COUNTED + 20; n += 1) await keep(`d${n}`, brokenEvent(), ['document: is no toy note']);
  const entries = await run.as('intake').ledger.read(quarantineCaseId(brokenEvent()));
  expect([entries.length, quarantinedOf(entries)?.count]).toEqual([MOST_COUNTED, MOST_COUNTED]);
});

it('what one sender sent is one case, whatever EventBridge adds; another content or sender is another', () => {
  const same = quarantineCaseId(brokenEvent({}, 'd1'));
  expect(quarantineCaseId({ ...brokenEvent({}, 'd2'), time: 'later', account: '1' })).toBe(same);
  const others = [{ ...brokenEvent(), source: 'else' }, brokenEvent({ id: 'e2' }), { unreadable: '{' }, {}, null];
  expect(new Set([same, ...others.map(quarantineCaseId)]).size).toBe(others.length + 1);
});

it.each([
  ['detail.id: too short; detail.time: no datetime', ['detail.id', 'detail.time']],
  ['document: is no XML: line 3: cut; short', ['document']],
  ['(whole): no object', ['(whole)']],
  ['something: else: entirely', ['something']],
  ['no path at all', ['(whole)']],
])('%s has the paths %j', (reason, paths) => {
  expect(faultsByPath([reason]).map(({ path }) => path)).toEqual(paths);
});

it('reasons lose nothing by being split by path', () => {
  const path = fc.string({ minLength: 1, maxLength: 9 }).map((text) => text.replace(/[^a-z]/g, 'x'));
  const fault = fc.tuple(path, fc.string({ maxLength: 40 }));
  fc.assert(
    fc.property(fc.uniqueArray(fault, { minLength: 1, maxLength: 9 }), (given) => {
      const reason = given.map(([at, what]) => `${at}: ${what}`).join('; ');
      expect(
        faultsByPath([reason])
          .map((found) => `${found.path}: ${found.detail}`)
          .join('; '),
      ).toBe(reason);
    }),
  );
});

it('the oldest that waits is measured, and nothing once nothing does', async () => {
  const toy = await toyQuarantine();
  const waiting = async ({ limit }: { limit: number }) => {
    const { body } = await toy.get('', 'gia', { limit: String(Math.min(limit, 40)) });
    return body.quarantined;
  };
  const measured = () => measureAge({ waiting, clock: toy.run.clock });
  expect(await measured()).toEqual({ waiting: 0, hours: 0 });
  await toy.receive(brokenEvent());
  toy.run.clock.advance(90 * 60_000);
  await toy.receive(brokenEvent({ id: 'e2' }));
  expect(await measured()).toEqual({ waiting: 2, hours: 1.5 });
});
