import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ErpDenied } from '../../lambdas/erp/errors.ts';
import { trytonAccess } from '../../lambdas/erp/tryton/access.ts';
import { booksOf } from '../../lambdas/erp/tryton/books.ts';
import { trytonWriter } from '../../lambdas/erp/tryton/writer.ts';
import { trytonSubject } from '../lambdas/erp/conformance/tryton-subject.ts';
import { type ErpBehindProxy, startErpBehindProxy } from '../support/running-erp.ts';
import { byHandAt } from './by-hand.ts';

/** Before the rotation begins, and after the new password is in the secret, at least. */
const COMMANDS = 6;
/** The secret follows after so many calls that the ERP did not let in. */
const LATE = 2;

let running: ErpBehindProxy;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8222, proxy: 8223 });
}, 400_000);
afterAll(() => running?.stop());

it('a rotation under load posts every command once, refuses none, and reads the secret anew as often as it was not let in', async () => {
  const { url, database, users } = running.erp;
  const secretWith = (password: string) => JSON.stringify({ url, database, login: users.invoice.login, password });
  const next = randomBytes(24).toString('base64url');
  let secret = secretWith(users.invoice.password);
  const read = { times: 0, denied: 0 };
  const access = trytonAccess('writer', 60_000, async () => {
    read.times += 1;
    return secret;
  });
  const writer = trytonWriter({ poster: access, steward: access, buyer: access, crediter: access });
  const subject = trytonSubject(running);
  const books = booksOf(async () => running.client('reader', { beside: true }));
  const { last } = await books.documents({ after: 0, limit: 1 });

  let rotation: Promise<unknown> | undefined;
  const keys: string[] = [];
  for (let after = 0; after < COMMANDS && keys.length < 60; ) {
    const { command, digest } = await subject.fresh();
    for (;;) {
      const answer = await writer.post(command, digest).catch((error: unknown) => error);
      if (!(answer instanceof ErpDenied)) {
        expect(answer).toMatchObject({ balanced: true });
        break;
      }
      read.denied += 1;
      if (read.denied === LATE) secret = secretWith(next);
    }
    keys.push(command.idempotencyKey);
    if (keys.length === COMMANDS) rotation = byHandAt(running.port, 'password', users.invoice.login, next);
    if (secret === secretWith(next)) after += 1;
  }
  await rotation;

  const found = await books.documents({ after: last, limit: 500 });
  expect(found.documents.map(({ key }) => key)).toEqual(keys);
  expect(keys.length).toBeGreaterThanOrEqual(2 * COMMANDS);
  expect(read).toEqual({ denied: LATE, times: 1 + LATE + 1 });
});
