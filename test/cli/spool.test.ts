import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileSpool, type Spooled } from '../../cli/spool.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'countersign-spool-'));
const event = (id: string, subject?: string): Spooled => ({
  ...{ source: 'toy', type: 'toy.happened.v1', id, time: '2026-11-24T10:00:00.000Z', data: { id } },
  ...(subject !== undefined && { subject }),
});
const down = async () => {
  throw new Error('the bus is down');
};

it('is bounded: what does not fit is refused, and nothing kept is lost', async () => {
  const spool = fileSpool(folder(), 2);
  for (const id of ['1', '2']) await spool.add(event(id));
  await expect(spool.add(event('3'))).rejects.toThrow('is full: 2 events');
  const told: string[] = [];
  await spool.deliver(async ({ id }) => void told.push(id));
  expect(told).toEqual(['1', '2']);
});

it('refuses what is no event, and leaves nothing behind of it', async () => {
  const spool = fileSpool(folder());
  await expect(spool.add({ ...event('1'), time: 'yesterday' })).rejects.toThrow();
  expect(readdirSync(spool.folder)).toEqual([]);
});

it('keeps everything while the bus is down, says why, and asks three times a round', async () => {
  const spool = fileSpool(folder());
  for (const id of ['1', '2', '3', '4', '5']) await spool.add(event(id));
  let asked = 0;
  const round = await spool.deliver(async () => {
    asked += 1;
    return down();
  });
  expect([round, asked]).toEqual([{ sent: [], left: 5, why: 'the bus is down' }, 3]);
});

it('holds up the subject of an event that the bus does not take, and no other', async () => {
  const spool = fileSpool(folder());
  for (const [id, subject] of [
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'a'],
    ['4', 'b'],
  ] as const)
    await spool.add(event(id, subject));
  const round = await spool.deliver(async ({ id }) => (id === '1' ? down() : undefined));
  expect(round).toEqual({ sent: ['2', '4'], left: 2, why: 'the bus is down' });
});

it('a process that dies between put and mark: the same event comes once more, under the same id', async () => {
  const at = folder();
  await fileSpool(at).add(event('1', 'a'));
  const told: Spooled[] = [];
  const dying = fileSpool(at).deliver(async (one) => {
    told.push(one);
    throw new Error('dies after the bus has taken it');
  });
  expect((await dying).left).toBe(1);
  const next = await fileSpool(at).deliver(async (one) => void told.push(one));
  expect([next.left, told]).toEqual([0, [event('1', 'a'), event('1', 'a')]]);
});

it('several processes that add at once take a place each', async () => {
  const at = folder();
  await Promise.all(Array.from({ length: 20 }, (_, index) => fileSpool(at).add(event(String(index)))));
  const told = new Set<string>();
  await fileSpool(at).deliver(async ({ id }) => void told.add(id));
  expect(told.size).toBe(20);
});

it('whatever fails and dies when: every event is put at least once, first told in order per subject', async () => {
  const subjects = fc.array(fc.constantFrom('a', 'b', undefined), { minLength: 1, maxLength: 8 });
  const fates = fc.array(fc.constantFrom('taken', 'refused', 'dies'), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(subjects, fates, async (of, planned) => {
      const at = folder();
      const events = of.map((subject, index) => event(String(index), subject));
      for (const one of events) await fileSpool(at).add(one);
      const queue = [...planned];
      const told: Spooled[] = [];
      const put = async (one: Spooled) => {
        const fate = queue.shift() ?? 'taken';
        if (fate !== 'refused') told.push(one);
        if (fate !== 'taken') await down();
      };
      for (let round = 0; round < 30; round += 1) if ((await fileSpool(at).deliver(put)).left === 0) break;
      const first = events.map(({ id }) => told.findIndex((one) => one.id === id));
      expect(first.every((index) => index >= 0)).toBe(true);
      for (const subject of ['a', 'b']) {
        const places = first.filter((_, index) => of[index] === subject);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
      expect(readdirSync(at)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
