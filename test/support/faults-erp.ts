import { ErpRefused, ErpUnknown } from '../../lambdas/erp/errors.ts';
import type { ErpDocument, ErpWriter } from '../../lambdas/erp/port.ts';
import type { Clock } from '../../lambdas/shared/ports.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';

/** Every document that was ever created, and when a post began; with or without a unique key. */
export interface CountingErp extends ErpWriter {
  readonly documents: ErpDocument[];
  /** What each of them was posted as, in the same order. */
  readonly postings: { readonly kind: string; readonly key: string }[];
  /** Milliseconds since the epoch at which each post began. */
  readonly posts: number[];
  version: string;
  /** Nothing can be read from it, for good: the case parks. */
  tellsNothing: boolean;
  /** Kinds of command that it refuses to post. */
  readonly refuses: Set<string>;
  /** Loses the answer of the next post, or the post itself. */
  loses: 'answer' | 'request' | undefined;
  /** Of commands of this kind only; of any without. */
  losesOf: string | undefined;
}

/** An ERP that creates a document on every post, unless it enforces the key and has one under it. */
export function countingErp(clock: Clock, enforcesKey: boolean): CountingErp {
  const documents: ErpDocument[] = [];
  const postings: CountingErp['postings'] = [];
  const byKey = new Map<string, ErpDocument>();
  const create = (command: Command): ErpDocument => {
    const totals = command.payload['totals'] as Record<'net' | 'tax' | 'gross' | 'payable', string>;
    const id = `${documents.length + 1}`;
    const made = { id, number: `N-${id}`, currency: 'EUR', ...totals, state: 'posted', balanced: true };
    documents.push(made);
    postings.push({ kind: command.kind, key: command.idempotencyKey });
    byKey.set(command.idempotencyKey, made);
    return made;
  };
  const erp: CountingErp = {
    documents,
    postings,
    refuses: new Set(),
    posts: [],
    version: 'v1',
    tellsNothing: false,
    loses: undefined,
    losesOf: undefined,
    enforcesKey,
    versions: async (of) => of.map((entity) => ({ ...entity, version: erp.version })),
    post: async (command) => {
      erp.posts.push(clock.now().getTime());
      if (erp.refuses.has(command.kind)) throw new ErpRefused('period closed');
      const lost = erp.losesOf === undefined || erp.losesOf === command.kind ? erp.loses : undefined;
      if (lost) erp.loses = undefined;
      if (lost === 'request') throw new ErpUnknown('connection reset');
      const made = (enforcesKey && byKey.get(command.idempotencyKey)) || create(command);
      if (lost === 'answer') throw new ErpUnknown('the answer is lost');
      return made;
    },
    probe: async (command) => byKey.get(command.idempotencyKey),
  };
  return erp;
}
