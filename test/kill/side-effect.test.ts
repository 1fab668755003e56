import { describe, expect, it } from 'vitest';
import { boundariesOf, cellsOf, nameOf } from './cells.ts';
import { sideEffectOf, type Wire } from './side-effect.ts';

const wire = (given: Partial<Wire>): Wire => ({ method: 'POST', path: '/', headers: {}, body: '', ...given });
const target = (operation: string, body = '{}') => wire({ headers: { 'x-amz-target': `Some.${operation}` }, body });

describe('a request is a side effect', () => {
  it.each([
    ['a table that is read', target('GetItem')],
    ['a MAC', target('GenerateMac')],
    ['an object that is read', wire({ method: 'GET', path: '/bucket/key' })],
    ['the ERP’s facts', wire({ path: '/stub/rpc/', body: '{"method":"model.countersign.command.invoice_facts"}' })],
  ])('not if it leaves nothing behind: %s', (_, request) => {
    expect(sideEffectOf(request)).toBeUndefined();
  });

  it.each([
    ['SomethingNew', target('SomethingNew')],
    ['PutItem Claims', target('PutItem', '{"TableName":"CountersignFoundation-ClaimsE8D96B24-bfa39f5a"}')],
    ['TransactWriteItems received', target('TransactWriteItems', '{"Item":{"stage":{"S":"received"}}}')],
    ['PutObject', wire({ method: 'PUT', path: '/bucket/key' })],
    ['Publish', wire({ body: 'Action=Publish&TopicArn=arn' })],
    ['ERP post_invoice', wire({ path: '/stub/rpc/', body: '{"method":"model.countersign.command.post_invoice"}' })],
  ])('whatever else it is, by its name: %s', (name, request) => {
    expect(sideEffectOf(request)).toBe(name);
  });
});

describe('the cells', () => {
  it('are of what every clean run crosses, and of what follows a stream only the first time', () => {
    const runs = [
      ['publish: PutItem', 'publish: PutItem #2', 'gather: PutObject', 'gateway: chance'],
      ['gather: PutObject', 'publish: PutItem', 'publish: PutItem #2'],
    ];
    expect(boundariesOf(runs)).toEqual(['publish: PutItem', 'gather: PutObject']);
  });

  it('are each fault at each boundary once, in the order of the seed', () => {
    const cells = cellsOf(['a', 'b'], 7);
    expect(cells).toEqual(cellsOf(['a', 'b'], 7));
    expect(cells.map(nameOf)).not.toEqual(cellsOf(['a', 'b'], 8).map(nameOf));
    expect(new Set(cells.map(nameOf)).size).toBe(14);
  });
});
