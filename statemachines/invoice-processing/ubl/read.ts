import { type DecimalText, decimalText } from '../../kernel/decimal.ts';
import { type Identifier, isoDate } from '../invoice.ts';
import { excerpt, invalid } from './invalid.ts';
import type { XmlElement } from './xml.ts';

/** Longest text of one element that is kept. */
const MAX_TEXT = 20_000;

/** Every child of that name, in the document's order. */
export function all(of: XmlElement | undefined, name: string): XmlElement[] {
  return of?.children.filter((child) => child.name === name) ?? [];
}

/**
 * The element at the end of the path, `undefined` if any step is absent.
 * @throws CountersignError InvalidInput if a step is there twice: nobody could say which one counts
 */
export function one(of: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let here = of;
  for (const name of path) {
    const found = all(here, name);
    const second = found[1];
    if (second) throw invalid(second.path, 'is there more than once', 'give it once');
    here = found[0];
  }
  return here;
}

/** Text at the path; an empty element is as if absent. */
export function text(of: XmlElement | undefined, ...path: string[]): string | undefined {
  const found = one(of, ...path);
  if (found && found.text.length > MAX_TEXT)
    throw invalid(found.path, `has more than ${MAX_TEXT} characters`, 'shorten it, or attach it');
  return found?.text || undefined;
}

/** Text of each child of that name that has one. */
export function texts(of: XmlElement | undefined, name: string): string[] {
  return all(of, name).flatMap((child) => text(child) ?? []);
}

/** A decimal number in any lexical form of xsd:decimal (`+0.10`, ` 1.0 `, `.5`), as canonical text. */
export function decimal(of: XmlElement | undefined, ...path: string[]): DecimalText | undefined {
  const written = text(of, ...path);
  if (written === undefined) return undefined;
  const parsed = decimalText.safeParse(written);
  if (parsed.success) return parsed.data;
  const place = one(of, ...path)?.path ?? path.join('/');
  throw invalid(place, `"${excerpt(written)}" is no decimal number`, 'write it like 1234.56');
}

/** A calendar date; a time zone, which xsd:date allows, is dropped. */
export function date(of: XmlElement | undefined, ...path: string[]): string | undefined {
  const written = text(of, ...path);
  if (written === undefined) return undefined;
  const parsed = isoDate.safeParse(written.replace(/(Z|[+-]\d\d:\d\d)$/, ''));
  if (parsed.success) return parsed.data;
  const place = one(of, ...path)?.path ?? path.join('/');
  throw invalid(place, `"${excerpt(written)}" is no date`, 'write it like 2026-11-24');
}

/** An identifier with its scheme. */
export function identifier(of: XmlElement | undefined, ...path: string[]): Identifier | undefined {
  const id = text(of, ...path);
  if (id === undefined) return undefined;
  const scheme = one(of, ...path)?.attributes.get('schemeID');
  return { id, ...(scheme && { scheme }) };
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the properties that are `undefined`. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as Present<T>;
}
