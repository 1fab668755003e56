import { z } from 'zod';
import { traceparent } from '../../../statemachines/kernel/envelope.ts';
import type { Command } from '../../../statemachines/kernel/proposal.ts';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../errors.ts';
import type { ErpWriter } from '../port.ts';
import { trytonAccess } from './access.ts';
import type { TrytonClient } from './client.ts';
import { COMMAND_KINDS, type CommandKind, type WritingUser } from './command-kinds.ts';
import { idOf } from './post-invoice.ts';

const versions = z.array(z.object({ kind: z.string(), id: z.int(), version: z.string().nullable() }));
const recorded = z.object({ digest: z.string(), result: z.unknown() }).nullable();

/** The write side, with the credentials of each user that writes from a secret of its own. */
export function erpWriter(secretIds: Readonly<Record<WritingUser, string>>, timeoutMs: number): ErpWriter {
  const of = (user: WritingUser) => trytonAccess(secretIds[user], timeoutMs);
  return trytonWriter({ poster: of('poster'), steward: of('steward'), buyer: of('buyer'), crediter: of('crediter') });
}

/** Our module enforces the command's key as unique, so a lost command may be posted again. */
export function trytonWriter(clients: Readonly<Record<WritingUser, () => Promise<TrytonClient>>>): ErpWriter {
  const call = async (by: WritingUser, trace: string | undefined, method: string, ...args: unknown[]) =>
    (await clients[by]().catch(noAccess)).within(trace).call('countersign.command', method, ...args);
  const read = (method: string, ...args: unknown[]) => call('poster', undefined, method, ...args);
  return {
    enforcesKey: true,
    async versions(of) {
      const pairs = of.map(({ kind, id }) => [kind, idOf(id)]);
      const now = understood(versions, await read('versions', pairs).catch(notReadable));
      return now.map(({ kind, id, version }) => ({ kind, id: String(id), version: version ?? '' }));
    },
    async post(command, digest, { traceparent: given } = {}) {
      const { by, method, documentOf, readBack, kept } = kindOf(command);
      const document = documentOf(command.payload);
      const trace = traceparent.safeParse(given).data;
      const posting = [command.idempotencyKey, digest, document, ...(trace ? [trace] : [])];
      const answer = call(by, trace, method, ...posting).catch(asConflict);
      return readBack(await answer.catch((error: unknown) => asKept(error, kept)));
    },
    async probe(command, digest) {
      const found = understood(recorded, await read('lookup', command.idempotencyKey).catch(notProbed));
      if (!found) return undefined;
      if (found.digest === digest) return kindOf(command).readBack(found.result);
      throw new ErpRefused(`IDEMPOTENCY_KEY_REUSED: the ERP has another document under ${command.idempotencyKey}`);
    },
  };
}

/** @throws ErpUnknown for an answer of another shape than agreed */
function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ErpUnknown(
    `the ERP answered ${z.prettifyError(parsed.error)}; bring module and adapter to the same version`,
  );
}

/** Without credentials nothing is sent. */
function noAccess(error: Error): never {
  throw new ErpUnavailable(error.message, { sent: false }, { cause: error });
}

/** A reading that is refused is a fault of set-up or network, never the business saying no: the command waits. */
function notReadable(error: unknown): never {
  if (error instanceof ErpRefused) throw new ErpUnavailable(error.message, { sent: false }, { cause: error });
  throw error;
}

/** A probe that is refused has found out nothing: the document may be there. */
function notProbed(error: unknown): never {
  if (error instanceof ErpRefused) throw new ErpUnknown(`the ERP can't be probed: ${error.message}`, { cause: error });
  throw error;
}

/** The module checks the proposal's versions in the posting transaction. */
function asConflict(error: unknown): never {
  if (error instanceof ErpRefused && error.message.startsWith('STALE_VERSION')) {
    throw new ErpConflict(error.message, { cause: error });
  }
  throw error;
}

function asKept(error: unknown, kept: CommandKind['kept']): never {
  throw kept && error instanceof ErpRefused ? kept(error) : error;
}

/** @throws ErpRefused for a kind that this ERP does not have, before anything is sent */
function kindOf({ kind }: Command): CommandKind {
  const found = COMMAND_KINDS.get(kind);
  if (found) return found;
  throw new ErpRefused(`this ERP has no command ${kind}`);
}
