import { afterEach, beforeEach, expect, it } from 'vitest';
import { ErpDenied } from '../../lambdas/erp/errors.ts';
import { trytonAccess } from '../../lambdas/erp/tryton/access.ts';
import { memoryTables } from '../support/faults-memory.ts';
import { guardedDoor } from '../support/guarded-door.ts';
import { driven, HELD, refuses } from './bad-erp.ts';
import { GOOD } from './erp-stand-in.ts';
import { SEED } from './seeded.ts';

const COMMANDS = 200;

let door: Awaited<ReturnType<typeof guardedDoor>>;
beforeEach(async () => {
  door = await guardedDoor();
});
afterEach(() => door.close());

/** Two hundred commands, and a rotation in their middle: the secret follows after so many refused calls. */
async function rotated(follows: number) {
  let secret = 'old';
  let denied = 0;
  const access = trytonAccess('writer', 1_000, async () => door.secretOf(secret));
  const admits = async (documents: number) => {
    if (documents >= COMMANDS / 2) door.setPassword('new');
    if (documents >= COMMANDS / 2 && denied >= follows) secret = 'new';
    await (await access()).call('countersign.command', 'lookup', 'k').catch((error: unknown) => {
      if (error instanceof ErpDenied) denied += 1;
      throw error;
    });
  };
  const came = await driven(memoryTables(), SEED, COMMANDS, { ...GOOD, refuses, admits });
  return { ...came, denied };
}

it.each([
  ['at once: nobody notices', 0],
  ['after thirty refused calls: the commands wait', 30],
])('a rotation under load loses nothing, and posts nothing twice; the secret follows %s', async (_, follows) => {
  const came = await rotated(follows);
  expect(came).toMatchObject({
    ...HELD,
    answered: COMMANDS,
    ends: { confirmed: COMMANDS - 2, rejected: 2 },
    overtaken: 0,
  });
  if (follows === 0) expect(came.denied).toBe(0);
  else expect(came.denied).toBeGreaterThanOrEqual(follows);
});
