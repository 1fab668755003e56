import { invalid } from './invalid.ts';
import { all } from './read.ts';
import type { XmlElement } from './xml.ts';

/** Most invoice lines that are read. */
export const MAX_LINES = 5000;

/**
 * Every child of that name.
 * @throws CountersignError InvalidInput if there are more than `limit`
 */
export function atMost(limit: number, of: XmlElement | undefined, name: string): XmlElement[] {
  const found = all(of, name);
  if (found.length > limit)
    throw invalid(`${of?.path}/${name}`, `is there ${found.length} times, the limit is ${limit}`, 'split the invoice');
  return found;
}
