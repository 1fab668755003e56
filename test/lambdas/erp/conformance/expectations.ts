import { expect } from 'vitest';
import { deviations } from '../../../../lambdas/erp/deviations.ts';
import type { ErpEffect, ErpWriter } from '../../../../lambdas/erp/port.ts';
import type { Posting, WriterSubject } from './subject.ts';

/** Milliseconds: longer than any ERP of a test takes; and for a caller that gives up while its request is held. */
export const PATIENT = 45_000;
export const IMPATIENT = 4_000;

type ErpError = new (...args: never[]) => Error;

/** What the call failed with, which must be one of these; fails if it answered. */
export async function failure<Kinds extends ErpError[]>(
  call: Promise<unknown>,
  ...kinds: Kinds
): Promise<InstanceType<Kinds[number]>> {
  const outcome = await call.then(
    (answer) => expect.fail(`answered ${JSON.stringify(answer)}, must fail with ${kinds.map(({ name }) => name)}`),
    (error: unknown) => error,
  );
  const fits = kinds.some((kind) => outcome instanceof kind);
  if (!fits) expect.fail(`failed with ${String(outcome)}, must fail with ${kinds.map(({ name }) => name)}`);
  return outcome as InstanceType<Kinds[number]>;
}

/** The ERP has this document and no other for the posting, whether it is asked through the adapter or beside it. */
export async function isPostedOnce(
  subject: WriterSubject,
  posting: Posting,
  document: ErpEffect | undefined,
): Promise<void> {
  expect(document).toBeDefined();
  if (document) expect(deviations(document, posting.command)).toEqual([]);
  expect(await probe(subject.writer(PATIENT), posting)).toEqual(document);
  expect(await subject.documents(posting)).toBe(1);
}

/** The ERP has nothing of the posting. */
export async function isNotPosted(subject: WriterSubject, posting: Posting): Promise<void> {
  expect(await probe(subject.writer(PATIENT), posting)).toBeUndefined();
  expect(await subject.documents(posting)).toBe(0);
}

export const post = (erp: ErpWriter, { command, digest }: Posting) => erp.post(command, digest);
export const probe = (erp: ErpWriter, { command, digest }: Posting) => erp.probe(command, digest);

/** The planned fault has happened, so that no case passes without it. */
export function wasMet({ wire }: WriterSubject): void {
  expect(wire.left, 'the planned fault has not happened').toBe(0);
}
