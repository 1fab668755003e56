import { type BusEvent, spoilt } from './malformed.ts';
import type { Content, Sent } from './traffic.ts';

const COMPANIES = 8;

export const toyNumber = (key: number) => `M-${key}`;
/** The ERP company that a note is posted in. */
export const companyOf = (number: string) => `C${Number(number.split('-').at(-1)) % COMPANIES}`;

const FLAW = { posted: undefined, review: 'review', refused: 'reject', parked: 'park' } as const;

function noteOf({ key, variant, fate }: Content) {
  const flaw = FLAW[fate];
  return { number: toyNumber(key), cents: 500 + variant, ...(flaw && { flaw }) };
}

/** The toy's bus event for one delivery. */
export function toyEvent({ event, at, content, malformed, place }: Sent): unknown {
  const good: BusEvent = {
    'detail-type': 'toy.received.v1',
    source: 'shop',
    detail: {
      ...{ specversion: '1.0', id: event, source: 'shop', type: 'toy.received.v1' },
      time: new Date(at).toISOString(),
      ...(place && { subject: place.subject, sequence: String(place.sequence) }),
      data: { document: { content: JSON.stringify(noteOf(content)), encoding: 'utf-8' } },
    },
  };
  return malformed === undefined ? good : spoilt(good, malformed);
}
