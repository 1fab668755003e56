import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CASE_STATUSES, type CaseStatus, statusOf } from '../lambdas/shared/case-status.ts';
import { invoiceReceived } from '../statemachines/invoice-processing/contract.ts';
import { sha256 } from '../statemachines/kernel/ids.ts';
import type { ControlPlane } from './control-plane.ts';
import { caseOf, workflowOfDocument } from './documents.ts';
import type { Spool, Spooled } from './spool.ts';

/** A document that is on its way: the event that brought it, and its case if it can be read. */
export interface Submitted {
  readonly eventId: string;
  readonly caseId?: string;
}

/** Whose event brings a document, of which type, and of what it is one. */
export interface Sending {
  readonly source: string;
  /** Of the event that brings it; an invoice, if nothing else is said. */
  readonly type?: string | undefined;
  /** Of the CloudEvent. */
  readonly subject?: string | undefined;
}

/** Uploads a document and puts its event on the bus; what can't be read is sent too, for intake to quarantine. */
export async function submitDocument(plane: ControlPlane, raw: Uint8Array, sending: Sending): Promise<Submitted> {
  const { event, ...submitted } = await prepareDocument(plane, raw, sending);
  await plane.put(event);
  return submitted;
}

/**
 * As `submitDocument`, by way of a spool: the event is kept first, and with it what the bus has not taken before is sent.
 * @throws Error naming the spool when the bus does not take it now; it is kept
 */
export async function submitSpooled(
  plane: ControlPlane,
  raw: Uint8Array,
  spool: Spool,
  sending: Sending,
): Promise<Submitted> {
  const { event, ...submitted } = await prepareDocument(plane, raw, sending);
  await spool.add(event);
  const { sent, left, why } = await spool.deliver((one) => plane.put(one));
  if (sent.includes(submitted.eventId)) return submitted;
  throw new Error(
    `the bus did not take it (${why}); ${left} events are kept in ${spool.folder}: send them with \`countersign submit spooled\``,
  );
}

/** Uploads the document; the event that says so is still to be put. */
export async function prepareDocument(
  plane: ControlPlane,
  raw: Uint8Array,
  { source, type = invoiceReceived.type, subject }: Sending,
): Promise<Submitted & { event: Spooled }> {
  const hash = sha256(raw);
  const key = `${workflowOfDocument(type).slug}/${hash}`;
  await plane.upload(key, raw);
  const eventId = randomUUID();
  const event = {
    ...{ source, type, id: eventId, time: new Date().toISOString() },
    ...(subject !== undefined && { subject }),
    data: { document: { key, sha256: hash } },
  };
  const caseId = caseOf(raw, { source, type, subject });
  return { eventId, event, ...(caseId && { caseId }) };
}

const AT_REST = CASE_STATUSES.filter((status) => status !== 'open');

/** Follows a case until it has come to rest: ended, or waiting for a person; or until it is as one of `until`. */
export async function follow(
  plane: ControlPlane,
  caseId: string,
  timeoutMs: number,
  { until = AT_REST, pollMs = 500 }: { readonly until?: readonly CaseStatus[]; readonly pollMs?: number } = {},
): Promise<CaseStatus> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const entries = await plane.readCase(caseId);
    const status = statusOf(entries);
    if (entries.length > 0 && until.includes(status)) return status;
    if (Date.now() > deadline)
      throw new Error(`case ${caseId} is still ${status} after ${timeoutMs / 1000} s; see: countersign case ${caseId}`);
    await sleep(pollMs);
  }
}
