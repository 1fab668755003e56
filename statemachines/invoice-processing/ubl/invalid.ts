import { CountersignError } from '../../kernel/errors.ts';

/** An `InvalidInput` that says where, what is wrong and what to do. */
export function invalid(place: string, what: string, remedy: string): CountersignError {
  return new CountersignError('InvalidInput', `${place}: ${what}; ${remedy}`);
}

/** At most `length` characters of a document's own words, for a message. */
export function excerpt(text: string, length = 60): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
