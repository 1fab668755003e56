import { ErpRefused, ErpUnavailable, ErpUnknown } from '../../lambdas/erp/errors.ts';
import type { ErpDocument, ErpWriter } from '../../lambdas/erp/port.ts';
import { readAnswer } from '../../lambdas/erp/tryton/answer.ts';
import type { Clock } from '../../lambdas/shared/ports.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';
import type { BookedDocument } from '../../statemachines/kernel/reconciliation.ts';
import type { Seeded } from './seeded.ts';

/** How an ERP misbehaves: shares of the calls, 0 to 1. */
export interface Manners {
  /** Of postings: made, and the answer lost. */
  readonly losesAnswers: number;
  /** Of all calls: 429 or 503, half of them with a wait. */
  readonly tooBusy: number;
  /** Whether one key makes one document, and is found by it; else only by the supplier's number. */
  readonly remembersKeys: boolean;
  readonly enforcesKey: boolean;
  /** Down for so many milliseconds once so many documents are made; asks for so many seconds meanwhile. */
  readonly down?: { readonly after: number; readonly ms: number; readonly retryAfter?: number | undefined };
  /** What every call must pass first; throws as the adapter does. */
  readonly admits?: (documents: number) => Promise<unknown>;
  /** What it refuses for good. */
  readonly refuses: (reference: string) => boolean;
}

export const GOOD: Manners = {
  ...{ losesAnswers: 0, tooBusy: 0, remembersKeys: true, enforcesKey: true },
  refuses: () => false,
};

export interface Made extends ErpDocument {
  readonly reference: string;
  readonly company: string;
  /** Of the first key it was made under. */
  readonly caseId: string;
  readonly key: string;
  readonly digest: string;
}

/** An ERP that makes a document on every post, unless it remembers the key. */
export function erpStandIn(clock: Clock, by: Seeded, manners: Manners) {
  const documents: Made[] = [];
  const byKey = new Map<string, Made>();
  const notBefore = new Map<string, number>();
  const now = () => clock.now().getTime();
  const told = { lost: 0, busy: 0, unreachable: 0, hurried: 0 };
  let downUntil: number | undefined;

  async function call(reference: string): Promise<void> {
    const { down } = manners;
    await manners.admits?.(documents.length);
    if (down && downUntil === undefined && documents.length >= down.after) downUntil = now() + down.ms;
    if (isDown()) {
      told.unreachable += 1;
      const asked = down?.retryAfter !== undefined && { retryAfterMs: down.retryAfter * 1_000 };
      throw new ErpUnavailable("the ERP can't be reached: ECONNREFUSED", { sent: false, ...asked });
    }
    if (now() < (notBefore.get(reference) ?? 0)) told.hurried += 1;
    if (!by.happens(manners.tooBusy)) return;
    told.busy += 1;
    const seconds = by.happens(0.5) ? by.whole(1, 120) : undefined;
    if (seconds !== undefined) notBefore.set(reference, now() + seconds * 1_000);
    const headers = new Headers(seconds === undefined ? {} : { 'retry-after': String(seconds) });
    await readAnswer(new Response('', { status: by.happens(0.5) ? 429 : 503, headers }));
  }
  const isDown = () => downUntil !== undefined && now() < downUntil;
  const referenceOf = ({ payload }: Command) => String(payload['number']);

  function make(command: Command, digest: string): Made {
    const totals = command.payload['totals'] as Record<'net' | 'tax' | 'gross' | 'payable', string>;
    const id = String(documents.length + 1);
    const reference = referenceOf(command);
    const made = { id, number: `N-${id}`, currency: 'EUR', ...totals, state: 'posted', balanced: true };
    const [caseId = ''] = command.idempotencyKey.split('/');
    const { company, idempotencyKey: key } = command;
    const document = { ...made, reference, company, caseId, key, digest };
    documents.push(document);
    byKey.set(command.idempotencyKey, document);
    return document;
  }

  const find = (command: Command) =>
    manners.remembersKeys
      ? byKey.get(command.idempotencyKey)
      : documents.find(({ reference }) => reference === referenceOf(command));

  const writer: ErpWriter = {
    enforcesKey: manners.enforcesKey,
    async versions(of) {
      await call(of[0]?.id ?? '');
      return of.map((entity) => ({ ...entity, version: 'v1' }));
    },
    async post(command, digest) {
      await call(referenceOf(command));
      if (manners.refuses(referenceOf(command))) throw new ErpRefused('this vendor is on hold');
      const there = manners.remembersKeys ? byKey.get(command.idempotencyKey) : undefined;
      const made = there ?? make(command, digest);
      if (!by.happens(manners.losesAnswers)) return made;
      told.lost += 1;
      throw new ErpUnknown('the answer is lost');
    },
    async probe(command) {
      await call(referenceOf(command));
      return find(command);
    },
  };
  return {
    writer,
    documents,
    /** As the reconciliation reads them. */
    books: (): BookedDocument[] =>
      documents.map(({ balanced: _, payable: __, ...made }) => ({ ...made, cancelled: false, changed: [] })),
    told,
    /** Whether it was down, and is back. */
    hasRecovered: () => downUntil !== undefined && now() >= downUntil,
  };
}
