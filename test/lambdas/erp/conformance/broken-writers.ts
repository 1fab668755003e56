import { randomUUID } from 'node:crypto';
import { ErpRefused, ErpUnavailable, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import type { ErpWriter } from '../../../../lambdas/erp/port.ts';
import type { Command } from '../../../../statemachines/kernel/proposal.ts';

/** An adapter with one thing wrong, and the case that must catch it. */
export interface BrokenWriter {
  readonly fault: string;
  readonly caughtBy: string;
  /** What the case then says. */
  readonly because: RegExp;
  readonly breakIt: (writer: ErpWriter) => Partial<ErpWriter>;
}

const withKey = (command: Command, suffix: string): Command => ({
  ...command,
  idempotencyKey: `${command.idempotencyKey}/${suffix}`,
});
const withPayload = (command: Command, change: Command['payload']): Command => ({
  ...command,
  payload: { ...command.payload, ...change },
});
const insteadOf = (kind: typeof ErpRefused | typeof ErpUnavailable | typeof ErpUnknown, then: () => never) => {
  return (error: unknown): never => {
    if (error instanceof kind) then();
    throw error;
  };
};
const fail = (error: Error) => () => {
  throw error;
};

/** Mistakes that adapters are known to make. */
export const brokenWriters: readonly BrokenWriter[] = [
  {
    fault: 'makes a key of its own at each try',
    caughtBy: 'the same key and digest again is the same document',
    because: /STALE_VERSION|DUPLICATE/,
    breakIt: (writer) => ({
      post: (command, digest) => writer.post(withKey(command, randomUUID()), digest),
    }),
  },
  {
    fault: 'posts again by itself, under another key and reference, when the answer is lost',
    caughtBy: 'an answer lost after the commit is unknown',
    because: /answered .*must fail with ErpUnknown/,
    breakIt: (writer) => ({
      post: (command, digest) =>
        writer.post(command, digest).catch(() => {
          const other = withPayload(command, { reference: `${command.payload['reference']}-2`, versions: [] });
          return writer.post(withKey(other, 'again'), digest);
        }),
    }),
  },
  {
    fault: 'says unavailable, not sent, when the answer is lost',
    caughtBy: 'an answer lost after the commit is unknown',
    because: /ErpUnavailable.*must fail with ErpUnknown/,
    breakIt: (writer) => ({
      post: (command, digest) =>
        writer.post(command, digest).catch(insteadOf(ErpUnknown, fail(new ErpUnavailable('down', { sent: false })))),
    }),
  },
  {
    fault: 'says refused when the ERP is slow',
    caughtBy: 'a commit that outlives its caller',
    because: /ErpRefused.*must fail with ErpUnknown/,
    breakIt: (writer) => ({
      post: (command, digest) =>
        writer.post(command, digest).catch(insteadOf(ErpUnknown, fail(new ErpRefused('timed out')))),
    }),
  },
  {
    fault: 'finds nothing when it can’t ask',
    caughtBy: 'a read that is cut',
    because: /answered undefined/,
    breakIt: (writer) => ({ probe: (command, digest) => writer.probe(command, digest).catch(() => undefined) }),
  },
  {
    fault: 'never finds anything',
    caughtBy: 'posts, reads back',
    because: /expected undefined to deeply equal/,
    breakIt: () => ({ probe: async () => undefined }),
  },
  {
    fault: 'takes any digest for a known key',
    caughtBy: 'refuses a used key with another digest',
    because: /answered .*must fail with ErpRefused/,
    breakIt: (writer) => ({ post: (command) => writer.post(command, 'd'.repeat(64)) }),
  },
  {
    fault: 'says what was asked for instead of what the ERP has',
    caughtBy: 'posts, reads back',
    because: /as asked/,
    breakIt: (writer) => ({
      post: async (command, digest) => ({ ...(await writer.post(command, digest)), number: 'as asked' }),
    }),
  },
  {
    fault: 'repeats the expected versions, and does not hand them to the ERP',
    caughtBy: 'shows another version of what has changed',
    because: /to not deeply equal/,
    breakIt: (writer) => ({
      versions: async (of) => of,
      post: (command, digest) => writer.post(withPayload(command, { versions: [] }), digest),
    }),
  },
  {
    fault: 'loses the wait that the ERP asks for',
    caughtBy: '429 is unavailable',
    because: /13000/,
    breakIt: (writer) => ({
      post: (command, digest) =>
        writer
          .post(command, digest)
          .catch(insteadOf(ErpUnavailable, fail(new ErpUnavailable('busy', { sent: false })))),
    }),
  },
  {
    fault: 'loses the trace',
    caughtBy: 'shows the trace of the command',
    because: /undefined/,
    breakIt: (writer) => ({ post: (command, digest) => writer.post(command, digest) }),
  },
  {
    fault: 'says unknown for every refusal',
    caughtBy: 'refuses a closed period',
    because: /ErpUnknown.*must fail with ErpRefused/,
    breakIt: (writer) => ({
      post: (command, digest) =>
        writer.post(command, digest).catch(insteadOf(ErpRefused, fail(new ErpUnknown('something went wrong')))),
    }),
  },
];
