import { z } from 'zod';
import { traceparent } from '../envelope.ts';
import { sha256Hex } from '../ids.ts';
import { dataSchemaOf, type EventContract } from './event-contract.ts';

/** The source of every event that the control plane itself puts on the bus; nobody else may use it. */
export const OWN_SOURCE = 'countersign';

/** The CloudEvents 1.0 envelope of what we say. */
export const outgoingEnvelope = z.strictObject({
  specversion: z.literal('1.0'),
  id: sha256Hex.describe('Stable: what is told again has the same id.'),
  source: z.literal(OWN_SOURCE),
  type: z.string().max(200),
  subject: z.string().min(1).max(300).describe('The case; of an answer without a case, the id of your event.'),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().max(500).describe('urn:countersign:events:<type>'),
  traceparent: traceparent.optional().describe('That of the event which brought the case, if it had one.'),
  data: z.unknown(),
});

/** Branded, so that only what was checked can be put on the bus. */
export type OutgoingEvent = z.infer<ReturnType<typeof checkedWith>>;

/** An event of ours does not fit its own contract: a bug, which nobody else is told as if it were an event. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken';
}

interface Said {
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  readonly data: unknown;
  readonly traceparent?: unknown;
}

/**
 * The event as it goes on the bus.
 * @throws ContractBroken with every path that does not fit
 */
export function outgoing(contract: EventContract, { traceparent, ...said }: Said): OutgoingEvent {
  const { type, schema } = contract;
  const fits = checkedWith(schema).safeParse({
    specversion: '1.0',
    source: OWN_SOURCE,
    type,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    ...said,
    ...(traceparent !== undefined && { traceparent }),
  });
  if (fits.success) return fits.data;
  throw new ContractBroken(`${type} does not fit its contract: ${z.prettifyError(fits.error)}`);
}

const checkedWith = (data: z.ZodType) => outgoingEnvelope.extend({ data }).brand<'OutgoingEvent'>();
