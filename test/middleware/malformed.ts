/** A bus event that brings a document inline. */
export interface BusEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: Readonly<Record<string, unknown>> & {
    readonly data: { readonly document: { readonly content: string; readonly encoding: string } };
  };
}

const detailed = (event: BusEvent, more: object) => ({ ...event, detail: { ...event.detail, ...more } });
const brings = (event: BusEvent, document: object) => detailed(event, { data: { document } });

/** Ways in which an event that has an id, a type and a sender can't be read all the same. */
export const FAULTS: Readonly<Record<string, (event: BusEvent) => unknown>> = {
  'no time': (event) => detailed(event, { time: 'yesterday' }),
  'no data': (event) => detailed(event, { data: {} }),
  'another version': (event) => detailed(event, { specversion: '0.3' }),
  'a document cut short': (event) =>
    brings(event, { ...event.detail.data.document, content: event.detail.data.document.content.slice(0, -9) }),
  'a document of another kind': (event) => brings(event, { encoding: 'utf-8', content: `note ${event.detail['id']}` }),
  'an unknown encoding': (event) => brings(event, { ...event.detail.data.document, encoding: 'latin-1' }),
};

/** Those whose answer can't say which event is meant. */
export const HIDES_ITS_ENVELOPE: ReadonlySet<string> = new Set(['no time', 'another version']);

export type Malformed = string;
/** Each as likely as the others. */
export const MALFORMED: Readonly<Record<Malformed, number>> = Object.fromEntries(
  Object.keys(FAULTS).map((kind) => [kind, 1]),
);

/** The event with the fault of that name. */
export function spoilt(event: BusEvent, kind: Malformed): unknown {
  const spoil = FAULTS[kind];
  if (!spoil) throw new RangeError(`there is no fault "${kind}"`);
  return spoil(event);
}
