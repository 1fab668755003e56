/** Tryton's JSON form of a decimal. */
export interface TrytonDecimal {
  readonly __class__: 'Decimal';
  readonly decimal: string;
}

/** Tryton's JSON form of a day. */
export interface TrytonDate {
  readonly __class__: 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Encodes a decimal given as text, such as `"18.50"`. Fails with a RangeError if it is none. */
export function decimal(text: string): TrytonDecimal {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`${JSON.stringify(text)} is not a decimal such as "18.50"`);
  return { __class__: 'Decimal', decimal: text };
}

/** Encodes a day given as `YYYY-MM-DD`. Fails with a RangeError if there is no such day. */
export function date(text: string): TrytonDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = new Date(`${text}T00:00:00Z`);
  if (!match || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
    throw new RangeError(`${JSON.stringify(text)} is not a day such as "2026-11-24"`);
  }
  return { __class__: 'date', year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}
