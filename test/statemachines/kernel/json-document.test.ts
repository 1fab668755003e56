import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseJsonDocument } from '../../../statemachines/kernel/json-document.ts';
import { visibleText } from '../../../statemachines/kernel/visible-text.ts';

const schema = z.strictObject({ name: visibleText(10), lines: z.array(z.strictObject({ n: z.int() })) });
const read = (raw: Uint8Array | string) => parseJsonDocument(schema, Buffer.from(raw as string));
const faultOf = (raw: Uint8Array | string): string => {
  try {
    return JSON.stringify(read(raw));
  } catch (error) {
    expect(error).toMatchObject({ name: 'InvalidInput' });
    return (error as Error).message;
  }
};

describe('a document is refused, with places and without values', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['no JSON', '{"name":', 'document: is no JSON in UTF-8'],
    ['other bytes than UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'document: is no JSON in UTF-8'],
    ['a text alone', '"secret"', 'document: Invalid input: expected object, received string'],
    ['a wrong line', '{"name":"a","lines":[{"n":1},{"n":"secret"}]}', 'document.lines.1.n: '],
    ['an unknown member', '{"name":"a","lines":[],"secret":1}', 'document: has a field that is not known'],
    ['a name that looks empty', '{"name":"\\u200b","lines":[]}', 'document.name: has control or invisible characters'],
    ['a name that turns its reader', '{"name":"a\\u202eb","lines":[]}', 'document.name: '],
    ['a name of spaces', '{"name":"  ","lines":[]}', 'document.name: '],
  ])('%s', (_, raw, said) => {
    expect(faultOf(raw)).toContain(said);
    expect(faultOf(raw)).not.toContain('secret');
  });

  it('with twenty faults at the most', () => {
    const lines = Array.from({ length: 50 }, () => ({ n: 'x' }));
    expect(faultOf(JSON.stringify({ name: 'a', lines })).split('; ')).toHaveLength(20);
  });
});

it('text is trimmed and composed, so that it is one however it was typed', () => {
  expect(read('{"name":" Cafe\\u0301 ","lines":[]}')).toEqual({ name: 'Café', lines: [] });
});
