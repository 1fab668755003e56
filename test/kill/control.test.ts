import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveControl } from './control.ts';

let control: Awaited<ReturnType<typeof serveControl>>;
let spoilt: string[];
beforeEach(async () => {
  spoilt = [];
  control = await serveControl({
    casesIn: (text) => new Set(text.match(/case-\d/g)),
    spoils: async (fault) => void spoilt.push(fault),
  });
});
afterEach(() => control.stop());

async function told(invocation: string, said = '', effect = 'PutItem') {
  const body = JSON.stringify({ fn: 'gather', effect, said, invocation });
  return (await fetch(control.url, { method: 'POST', body })).json();
}

describe('the control server tells a fault', () => {
  it('to nobody whose case is not followed, or can’t be told from others', async () => {
    control.follow('case-1', { boundary: 'gather: PutItem', fault: 'throttled' });
    expect(await told('case-2')).toEqual({});
    expect(await told('case-1 case-2')).toEqual({});
    expect([...control.unowned]).toEqual([['gather: PutItem', 2]]);
  });

  it('once, at its boundary, and counts what is crossed again', async () => {
    const followed = control.follow('case-1', { boundary: 'gather: PutItem #2', fault: 'duplicate' });
    expect(await told('case-1')).toEqual({});
    expect(await told('case-1 case-2', 'case-1')).toEqual({ fault: 'duplicate' });
    expect(await told('case-1')).toEqual({});
    expect(spoilt).toEqual(['duplicate']);
    expect(followed).toMatchObject({
      fired: true,
      crossed: ['gather: PutItem', 'gather: PutItem #2', 'gather: PutItem #3'],
    });
  });
});
