import { beforeAll, describe, expect, it } from 'vitest';
import { allowed, type Deployed, deployed } from './principals.ts';

let plane: Deployed;
beforeAll(() => {
  plane = deployed();
}, 60_000);

describe('what not even an administrator may do', () => {
  const administrator = [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }];
  const ask = (action: string, resource: string, context = {}) =>
    allowed(plane, { principal: 'Administrator', policies: administrator, action, resource, context });

  it.each(['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete'])(
    'change or remove an entry by %s',
    async (action) => {
      const ledger = plane.arn('AWS::DynamoDB::Table', 'Ledger');
      expect(await ask(`dynamodb:${action}`, ledger)).toBe(false);
      expect(await ask('dynamodb:Query', ledger)).toBe(true);
    },
  );

  it('speak on the bus in the name of the control plane', async () => {
    const bus = plane.arn('AWS::Events::EventBus', 'IntakeBus');
    expect(await ask('events:PutEvents', bus, { 'events:source': 'countersign' })).toBe(false);
    expect(await ask('events:PutEvents', bus, { 'events:source': 'shop' })).toBe(true);
    for (const name of ['intake', 'publish']) {
      const role = plane.arn('AWS::IAM::Role', `${name}Role`);
      expect(await ask('events:PutEvents', bus, { 'events:source': 'countersign', 'aws:PrincipalArn': role })).toBe(
        true,
      );
    }
  });
});

describe('a source that is pinned to its producer', () => {
  const grant = [
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' }] },
  ];

  it.each([
    ['shop', 'shop', true],
    ['shop', 'crm', true],
    ['thief', 'shop', false],
    ['thief', 'crm', true],
  ])('%s puts events of source %s: %s', async (principal, source, expected) => {
    const pinned = deployed({ producers: { shop: 'arn:aws:iam::111122223333:role/shop' } });
    const resource = pinned.arn('AWS::Events::EventBus', 'IntakeBus');
    const context = { 'events:source': source };
    const asked = { principal, policies: grant, action: 'events:PutEvents', resource, context };
    expect(await allowed(pinned, asked)).toBe(expected);
  });

  it('lets a producer in that has no permission of its own, for its source only', async () => {
    const pinned = deployed({ producers: { shop: 'arn:aws:iam::111122223333:role/shop' } });
    const resource = pinned.arn('AWS::Events::EventBus', 'IntakeBus');
    const asked = { principal: 'shop', policies: [], action: 'events:PutEvents', resource };
    expect(await allowed(pinned, { ...asked, context: { 'events:source': 'shop' } })).toBe(true);
    expect(await allowed(pinned, { ...asked, context: { 'events:source': 'crm' } })).toBe(false);
    expect(await allowed(pinned, asked)).toBe(false);
  });
});
