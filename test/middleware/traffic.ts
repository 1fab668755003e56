import { type Account, EMPTY, type Fate } from './account.ts';
import { MALFORMED, type Malformed } from './malformed.ts';
import { type Seeded, seeded } from './seeded.ts';

/** What a document says: `variant` tells two payloads of one business key apart. */
export interface Content {
  readonly key: number;
  readonly variant: 0 | 1;
  readonly fate: Fate;
}

/** One delivery of an event; two of the same `event` are the same event word for word. */
export interface Sent {
  readonly event: string;
  /** When it happened, milliseconds since the epoch; events arrive in another order. */
  readonly at: number;
  readonly content: Content;
  readonly malformed?: Malformed;
  /** Its place among the events of a subject, if its sender counts them. */
  readonly place?: { readonly subject: string; readonly sequence: number };
}

export interface Traffic {
  /** In the order of arrival. */
  readonly sent: readonly Sent[];
  /** Where each of them must end. */
  readonly account: Account;
  /** The fate that each business key must have. */
  readonly fates: ReadonlyMap<number, Fate>;
  /** How many arrive later than their turn. */
  readonly late: number;
}

export interface Mix {
  /** Shares of the documents: sent again one to five times, sent with another payload under the same key, unreadable. */
  readonly repeated: number;
  readonly conflicting: number;
  readonly malformed: number;
  /** Share of the events. */
  readonly late: number;
  readonly fates: Readonly<Record<Fate, number>>;
}

export const MIX: Mix = {
  ...{ repeated: 0.3, conflicting: 0.01, malformed: 0.02, late: 0.2 },
  fates: { posted: 70, review: 12, refused: 8, parked: 10 },
};
export const ONLY_POSTED: Mix = {
  ...{ repeated: 0, conflicting: 0, malformed: 0, late: 0.2 },
  fates: { posted: 1, review: 0, refused: 0, parked: 0 },
};

const BEGAN = Date.parse('2026-11-24T08:00:00.000Z');
/** In events: how long after the first a repeat may come, and how late an event may be. */
const MOST_GAP = 300;
const MOST_LATE = 200;
/** Subjects whose events are counted; every other document is about one of them. */
const SUBJECTS = 50;

/**
 * `count` events and their account. Both payloads of one key come equally often and end alike, so that the account is
 * the same whichever is first.
 */
export function traffic(seed: number, count: number, mix: Mix = MIX, firstKey = 1): Traffic {
  const by = seeded(seed);
  const account = { ...EMPTY };
  const fates = new Map<number, Fate>();
  const planned: { turn: number; sent: Sent }[] = [];
  const left = () => count - planned.length;

  /** For each delivery of one document: the earlier one that it repeats word for word; none, if it is an event of its own. */
  const patternOf = (times: number) =>
    Array.from({ length: times }, (_, nth) => (nth > 0 && by.happens(0.5) ? by.whole(0, nth - 1) : undefined));

  /** @returns how many events of their own there are */
  const send = (content: Content, pattern: readonly (number | undefined)[], malformed?: Malformed): number => {
    const sent: Sent[] = [];
    for (const [nth, earlier] of pattern.entries()) {
      const turn = planned.length + (nth > 0 ? by.whole(1, MOST_GAP) : 0);
      const event = `e${content.key}-${content.variant}-${nth}`;
      const own = { event, at: BEGAN + turn * 1_000, content, ...(malformed && { malformed }) };
      const one = (earlier !== undefined && sent[earlier]) || own;
      sent.push(one);
      planned.push({ turn, sent: one });
    }
    const own = new Set(sent).size;
    account.redelivered += sent.length - own;
    return own;
  };

  for (let key = firstKey; left() > 0; key += 1) {
    const content: Content = { key, variant: 0, fate: by.pick(mix.fates) };
    const pattern = patternOf(Math.min(left(), 1 + (by.happens(mix.repeated) ? by.whole(1, 5) : 0)));
    if (by.happens(mix.malformed)) {
      account.quarantined += send(content, pattern, by.pick(MALFORMED));
      continue;
    }
    fates.set(key, content.fate);
    account[content.fate] += 1;
    const conflicts = by.happens(mix.conflicting) && left() >= 2 * pattern.length;
    account.duplicate += send(content, pattern) - 1;
    if (conflicts) account.conflict += send({ ...content, variant: 1 }, pattern);
  }
  return { ...arranged(numbered(planned, firstKey), by, mix), account, fates };
}

/** A share of them comes some turns late. */
function arranged(planned: Planned, by: Seeded, mix: Mix) {
  let late = 0;
  const due = planned.map(({ turn, sent }) => {
    if (!by.happens(mix.late)) return { turn, sent };
    late += 1;
    return { turn: turn + by.whole(1, MOST_LATE), sent };
  });
  return { sent: due.toSorted((a, b) => a.turn - b.turn).map(({ sent }) => sent), late };
}

type Planned = readonly { readonly turn: number; readonly sent: Sent }[];

/** The events that can be read, each with its number among those of its subject, as the sender counts them. */
function numbered(planned: Planned, firstKey: number): Planned {
  const counts = new Map<string, number>();
  const placed = new Map<Sent, Sent>();
  for (const { sent } of planned.toSorted((a, b) => a.turn - b.turn)) {
    const { key } = sent.content;
    if (placed.has(sent) || sent.malformed !== undefined || key % 2 > 0) continue;
    const subject = `desk-${firstKey}-${key % SUBJECTS}`;
    const sequence = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, sequence);
    placed.set(sent, { ...sent, place: { subject, sequence } });
  }
  return planned.map(({ turn, sent }) => ({ turn, sent: placed.get(sent) ?? sent }));
}
