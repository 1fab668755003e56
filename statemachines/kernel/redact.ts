import { mailsIn } from './redaction/mails.ts';
import { namesIn, namesSaidIn } from './redaction/names.ts';
import { accountsIn, cardsIn, phonesIn } from './redaction/numbers.ts';
import type { PersonalSpan } from './redaction/span.ts';

/** What is known besides the texts. */
export interface Known {
  /** Of people who take part; a part of a name counts as well. */
  readonly names?: readonly string[];
}

/**
 * The texts without mail addresses, telephone numbers, payment cards, accounts and names: each is replaced by a
 * placeholder that is the same in all of them (`[email-1]`). A name that one text gives away is taken out of the others.
 * Compatibility forms and invisible characters are gone from all of them. It finds what has a form, and errs to the side of too much; it is no proof that a text names nobody.
 */
export function redacted(texts: readonly string[], known: Known = {}): string[] {
  const read = texts.map(readable);
  const names = [...new Set([...(known.names ?? []).map(readable), ...read.flatMap(namesSaidIn)])];
  const numbered = new Map<string, string>();
  const counts = new Map<string, number>();
  const placeholder = ({ kind, same }: PersonalSpan) => {
    const key = `${kind} ${same}`;
    const held = numbered.get(key);
    if (held !== undefined) return held;
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    numbered.set(key, `[${kind}-${nth}]`);
    return `[${kind}-${nth}]`;
  };
  return read.map((text) => {
    let rest = 0;
    const parts = personalIn(text, { ...known, names }).map((span) => {
      const before = text.slice(rest, span.from);
      rest = span.to;
      return before + placeholder(span);
    });
    return parts.join('') + text.slice(rest);
  });
}

/** As people see it: nothing that is invisible parts a number or an address, and no other form of a letter hides one. */
const readable = (text: string) => text.normalize('NFKC').replace(/\p{Cf}/gu, '');

/** Where personal data stand in one text, in their order, without overlaps. */
export function personalIn(text: string, { names = [] }: Known = {}): PersonalSpan[] {
  const all = [
    ...mailsIn(text),
    ...accountsIn(text),
    ...cardsIn(text),
    ...phonesIn(text),
    ...namesIn(text, [...new Set([...names, ...namesSaidIn(text)])]),
  ];
  const kept: PersonalSpan[] = [];
  for (const span of all) if (!kept.some(({ from, to }) => span.from < to && from < span.to)) kept.push(span);
  return kept.sort((one, other) => one.from - other.from);
}
