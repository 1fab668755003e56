import { z } from 'zod';
import type { IncomingContract, OlderVersion } from '../../statemachines/kernel/events/event-contract.ts';
import { toyReceived, toyWithdrawn } from './toy-events.ts';
import { toyWorkflow } from './toy-workflow.ts';

const first = z.strictObject({ note: z.string() });
const second = z.strictObject({ base64: z.string() });
const firstWithdrawal = z.strictObject({ no: z.string() });

const receivedV1: OlderVersion = {
  type: 'toy.received.v1',
  says: 'A note has come in, as text.',
  schema: first,
  example: { note: '{}' },
  upcast: (data) => ({ base64: Buffer.from(first.parse(data).note).toString('base64') }),
};
const receivedV2: OlderVersion = {
  type: 'toy.received.v2',
  says: 'A note has come in, as bytes.',
  schema: second,
  example: { base64: 'e30=' },
  upcast: (data) => ({ document: { content: second.parse(data).base64, encoding: 'base64' } }),
};
const withdrawnV1: OlderVersion = {
  type: 'toy.withdrawn.v1',
  says: 'A note is withdrawn.',
  schema: firstWithdrawal,
  example: { no: 'A1' },
  upcast: (data) => ({ number: firstWithdrawal.parse(data).no, reason: 'not said' }),
};

const received: IncomingContract = { ...toyReceived, type: 'toy.received.v3', older: [receivedV1, receivedV2] };
const withdrawn: IncomingContract = { ...toyWithdrawn, type: 'toy.withdrawn.v2', older: [withdrawnV1] };

/** The toy whose notes have come in three versions, and its withdrawals in two. */
export const versionedToy = { ...toyWorkflow, contracts: [received, withdrawn] };

/** Data of a note, as each version says it. */
export const noteIn: Readonly<Record<1 | 2 | 3, (note: object) => object>> = {
  1: (note) => ({ note: JSON.stringify(note) }),
  2: (note) => ({ base64: Buffer.from(JSON.stringify(note)).toString('base64') }),
  3: (note) => ({ document: { content: JSON.stringify(note), encoding: 'utf-8' } }),
};
