import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Command } from '../../statemachines/kernel/proposal.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import type { TransactWrite } from '../shared/ports.ts';
import type { Agreed } from './authorise.ts';
import { deviations, fieldOf } from './deviations.ts';
import { confirmDraws } from './drawn.ts';
import { type EffectLogDeps, flightKey, record } from './effect-log.ts';
import type { ErpRefused } from './errors.ts';
import { type ErpDocument, type ErpEffect, isRecord, type MasterRecord } from './port.ts';
import { releaseShare } from './share.ts';
import { effectOf } from './unsettled.ts';

type Confirmable = Pick<Agreed, 'command' | 'commandId' | 'digest' | 'undoes' | 'traceparent'> & {
  /** The genuine entry by which a worker took it last. */
  readonly taken?: LedgerEntry | undefined;
};
type Recorded = Promise<LedgerEntry>;
const MOST_WORDS = 1000;

/**
 * The ERP has it; `more` says what was unusual about the way there. Whatever was prepared of the same key
 * before is done, too: nothing waits for it any more. What it undoes gives its share back, unless it deviates: then it
 * undoes nothing. What it took of accounts the facts show from now on, unless another worker took it since.
 */
export async function confirm(
  effect: ErpEffect,
  { command, commandId, digest, undoes, traceparent, taken }: Confirmable,
  message: CommandMessage,
  deps: EffectLogDeps,
  more: LedgerEntry['body'] = {},
): Recorded {
  const { idempotencyKey } = command;
  const deviating = deviations(effect, command);
  const body = {
    digest,
    commandId,
    idempotencyKey,
    ...(undoes && { undoes: { ...undoes } }),
    ...(traceparent && { traceparent }),
    deviations: deviating,
    ...(isRecord(effect) ? changedBy(effect, command) : postedBy(effect, command)),
    ...more,
  };
  const entries = await deps.ledger.read(message.caseId);
  const before = entries.filter(
    ({ stage, body: { idempotencyKey: of } }) => stage === 'prepared' && of === idempotencyKey,
  );
  const flights = new Set(before.map((entry) => `${message.caseId}/${effectOf(entry)}`));
  flights.delete(flightKey(message));
  const landed = [...flights].map((key) => ({ kind: 'landed', key }) as const);
  const released = undoes && deviating.length === 0 ? sharesOf(entries, undoes.key) : [];
  const shown = takenOf(entries, idempotencyKey).at(-1)?.hash === taken?.hash ? confirmDraws(taken, deps) : [];
  const together = [...landed, ...released, ...shown];
  return record(message, { stage: 'confirmed', body, together }, deps);
}

/** What the effect of a key has committed: undone, it counts no more. */
function sharesOf(entries: readonly LedgerEntry[], key: string): TransactWrite[] {
  const taken = takenOf(entries, key).flatMap(releaseShare);
  return [...new Map(taken.map((write) => [`${write.key} ${write.entry}`, write])).values()];
}

/** The entries by which workers took the effect of a key, by whatever attempt. */
function takenOf(entries: readonly LedgerEntry[], key: string): LedgerEntry[] {
  const prepared = entries.filter(({ stage, body }) => stage === 'prepared' && body['idempotencyKey'] === key);
  const effects = new Set(prepared.map(effectOf));
  return entries.filter((entry) => effects.has(effectOf(entry)) && entry.body['lease'] !== undefined);
}

function postedBy(document: ErpDocument, { payload: { paymentBlock } }: Command): LedgerEntry['body'] {
  return {
    document: { ...document },
    paymentBlocked: paymentBlock !== undefined,
    ...(paymentBlock !== undefined && { paymentBlockReason: paymentBlock }),
  };
}

/** What stands in the record now is compared, and not kept: the ledger forgets nothing, and it may be about a person. */
function changedBy({ id, number, version }: MasterRecord, command: Command): LedgerEntry['body'] {
  return { record: { id, number, version, field: fieldOf(command) ?? '' } };
}

/** What is known where a command is settled without a document. */
interface Known {
  /** The worker that settles it, if its lease still runs. */
  readonly holder?: string;
  /** A preparation of which the ERP has nothing, for certain. */
  readonly nothingOf?: LedgerEntry | undefined;
}

const knowing = ({ holder, nothingOf }: Known) => ({ ...(holder && { holder }), ...(nothingOf && { nothingOf }) });

/** In the ERP's own words. */
export function rejected(
  message: CommandMessage,
  { message: words }: ErpRefused,
  deps: EffectLogDeps,
  known: Known = {},
): Recorded {
  const body = { reason: words.slice(0, MOST_WORDS) };
  return record(message, { stage: 'rejected-by-erp', body, ...knowing(known) }, deps);
}

/** The case must gather again. */
export function factsChanged(
  message: CommandMessage,
  reason: string,
  deps: EffectLogDeps,
  known: Known = {},
): Recorded {
  const body = { reason: reason.slice(0, MOST_WORDS) };
  return record(message, { stage: 'facts-changed', body, ...knowing(known) }, deps);
}

/** The ERP has no document of it, and may not get one. */
export function notAuthorised(
  message: CommandMessage,
  reason: string,
  deps: EffectLogDeps,
  known: Known = {},
): Recorded {
  return record(message, { stage: 'not-authorised', body: { reason }, ...knowing(known) }, deps);
}

/** It was prepared, and nobody knows whether the ERP has it: a person must look there. */
export const leftToPerson = (
  message: CommandMessage,
  reason: string,
  deps: EffectLogDeps,
  more: LedgerEntry['body'] = {},
): Recorded =>
  record(
    message,
    { stage: 'withdrawn', body: { reason: `look in the ERP: ${reason}`, afterProbe: true, ...more } },
    deps,
  );
