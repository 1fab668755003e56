import { ErpUnknown } from '../../lambdas/erp/errors.ts';
import type { ErpDocument, ErpWriter } from '../../lambdas/erp/port.ts';
import type { Clock } from '../../lambdas/shared/ports.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';

/** Every document that was ever created, and when a post began; with or without a unique key. */
export interface CountingErp extends ErpWriter {
  readonly documents: ErpDocument[];
  /** Milliseconds since the epoch at which each post began. */
  readonly posts: number[];
  version: string;
  /** Nothing can be read from it, for good: the case parks. */
  tellsNothing: boolean;
  /** Loses the answer of the next post, or the post itself. */
  loses: 'answer' | 'request' | undefined;
}

/** An ERP that creates a document on every post, unless it enforces the key and has one under it. */
export function countingErp(clock: Clock, enforcesKey: boolean): CountingErp {
  const documents: ErpDocument[] = [];
  const byKey = new Map<string, ErpDocument>();
  const create = (command: Command): ErpDocument => {
    const totals = command.payload['totals'] as Record<'net' | 'tax' | 'gross' | 'payable', string>;
    const id = `${documents.length + 1}`;
    const made = { id, number: `N-${id}`, currency: 'EUR', ...totals, state: 'posted', balanced: true };
    documents.push(made);
    byKey.set(command.idempotencyKey, made);
    return made;
  };
  const erp: CountingErp = {
    documents,
    posts: [],
    version: 'v1',
    tellsNothing: false,
    loses: undefined,
    enforcesKey,
    versions: async (of) => of.map((entity) => ({ ...entity, version: erp.version })),
    post: async (command) => {
      erp.posts.push(clock.now().getTime());
      const lost = erp.loses;
      erp.loses = undefined;
      if (lost === 'request') throw new ErpUnknown('connection reset');
      const made = (enforcesKey && byKey.get(command.idempotencyKey)) || create(command);
      if (lost === 'answer') throw new ErpUnknown('the answer is lost');
      return made;
    },
    probe: async (command) => byKey.get(command.idempotencyKey),
  };
  return erp;
}
