import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../lib/functions.ts';
import { WRITERS } from '../../statemachines/kernel/ledger-entry.ts';
import { allowed, type Deployed, deployed } from './principals.ts';
import { SIGNS_AS, VERIFIED_BY } from './writers.ts';

let plane: Deployed;
beforeAll(() => {
  plane = deployed();
}, 60_000);

type Cell = readonly [action: string, resource: string, ...who: string[]];

const APPENDERS = [
  'intake',
  'gather',
  'assess',
  'decide',
  'review',
  'reviews',
  'escalate',
  'conclude',
  'gateway',
  'settle',
  'sweep',
  'govern',
  'reopen',
  'exceptions',
  'reconcile',
];

const READS_EVIDENCE = ['gather', 'assess', 'decide', 'reviews', 'reopen', 'exceptions', 'gateway', 'settle'];

/** Who may do what; nobody else, and nobody anything that names nobody. */
function cells(): Cell[] {
  const table = (id: string) => plane.arn('AWS::DynamoDB::Table', id);
  const secret = (id: string) => plane.arn('AWS::SecretsManager::Secret', id);
  const queue = (id: string) => plane.arn('AWS::SQS::Queue', id);
  const bucket = (id: string) => plane.arn('AWS::S3::Bucket', id);
  const [ledger, claims, authority, cases] = [table('Ledger'), table('Claims'), table('Authority'), table('Cases')];
  const evidence = `${bucket('BucketsEvidence')}/case/hash`;
  const ofQuarantine = `${bucket('BucketsEvidence')}/quarantine-${'0'.repeat(32)}/hash`;
  const ofOrder = `${bucket('BucketsEvidence')}/order-${'0'.repeat(32)}/hash`;
  const documents = `${bucket('BucketsDocuments')}/upload.xml`;
  const machine = plane.arn('AWS::StepFunctions::StateMachine', 'toy');
  const execution = `${machine.replace(':stateMachine:', ':execution:')}:case-1`;
  const model = 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0';
  const nobodyOn = (resource: string, service: string, ...actions: string[]): Cell[] =>
    actions.map((action) => [`${service}:${action}`, resource]);
  return [
    ['dynamodb:PutItem', ledger, ...APPENDERS],
    ['dynamodb:Query', ledger, ...APPENDERS, 'publish'],
    ...nobodyOn(ledger, 'dynamodb', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'Scan', 'DeleteTable', 'UpdateTable'),
    ...nobodyOn(
      ledger,
      'dynamodb',
      'PartiQLInsert',
      'PartiQLUpdate',
      'PartiQLDelete',
      'PartiQLSelect',
      'PutResourcePolicy',
    ),
    ['dynamodb:PutItem', claims, 'intake', 'review', 'gateway', 'settle'],
    ['dynamodb:GetItem', claims, 'intake', 'review', 'reviews', 'sweep'],
    ...nobodyOn(claims, 'dynamodb', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLDelete'),
    [
      ...(['dynamodb:BatchGetItem', authority, 'decide', 'reviews', 'gateway', 'settle', 'govern'] as const),
      ...(['reopen', 'quarantine', 'exceptions'] as const),
    ],
    ['dynamodb:GetItem', authority, 'govern'],
    ['dynamodb:PutItem', authority, 'govern'],
    ['dynamodb:Scan', table('Flights'), 'govern', 'watch', 'reconcile'],
    ['dynamodb:ConditionCheckItem', authority, 'reviews', 'gateway', 'settle', 'govern', 'reopen', 'exceptions'],
    ...nobodyOn(authority, 'dynamodb', 'Query', 'Scan'),
    ...nobodyOn(`${authority}/index/by-kind`, 'dynamodb', 'Query', 'Scan'),
    ...nobodyOn(authority, 'dynamodb', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate'),
    ['dynamodb:PutItem', table('Flights'), 'gateway', 'settle'],
    ['dynamodb:DeleteItem', table('Flights'), 'gateway', 'settle'],
    ...nobodyOn(table('Flights'), 'dynamodb', 'UpdateItem', 'BatchWriteItem', 'PartiQLDelete'),
    ['dynamodb:Query', table('Commitments'), 'decide', 'gateway', 'settle'],
    ['dynamodb:GetItem', table('Commitments'), 'gateway', 'settle'],
    ['dynamodb:PutItem', table('Commitments'), 'gateway', 'settle'],
    ['dynamodb:DeleteItem', table('Commitments'), 'gateway', 'settle'],
    ...nobodyOn(table('Commitments'), 'dynamodb', 'UpdateItem', 'BatchWriteItem', 'PartiQLDelete', 'Scan'),
    ['dynamodb:GetItem', table('Order'), 'intake', 'quarantine', 'aging'],
    ['dynamodb:PutItem', table('Order'), 'intake', 'quarantine'],
    ['dynamodb:UpdateItem', table('Order'), 'intake', 'quarantine'],
    ['dynamodb:DeleteItem', table('Order'), 'intake'],
    ...nobodyOn(table('Order'), 'dynamodb', 'BatchWriteItem', 'PartiQLDelete', 'PartiQLUpdate', 'DeleteTable'),
    ['dynamodb:UpdateItem', table('Spending'), 'assess'],
    ...nobodyOn(table('Spending'), 'dynamodb', 'PutItem', 'DeleteItem', 'GetItem', 'BatchWriteItem'),
    ...['GetItem', 'Query', 'PutItem', 'DeleteItem'].map(
      (action): Cell => [`dynamodb:${action}`, table('Reconciliation'), 'reconcile'],
    ),
    ...nobodyOn(table('Reconciliation'), 'dynamodb', 'UpdateItem', 'BatchWriteItem', 'PartiQLDelete', 'Scan'),
    ['dynamodb:PutItem', cases, 'publish'],
    ['dynamodb:Query', `${cases}/index/by-status`, 'gather', 'sweep', 'reconcile'],
    ['dynamodb:Query', `${cases}/index/by-review`, 'reviews'],
    ['dynamodb:Query', `${cases}/index/by-exception`, 'exceptions', 'aging'],
    ...nobodyOn(cases, 'dynamodb', 'Query', 'Scan'),
    ...nobodyOn(cases, 'dynamodb', 'DeleteItem', 'UpdateItem'),
    ['s3:GetObject', evidence, ...READS_EVIDENCE],
    ['s3:PutObject', evidence, 'intake', 'gather', 'assess', 'decide'],
    ...nobodyOn(
      evidence,
      's3',
      'DeleteObject',
      'DeleteObjectVersion',
      'BypassGovernanceRetention',
      'PutObjectRetention',
    ),
    ['s3:GetObject', ofQuarantine, ...READS_EVIDENCE, 'intake', 'quarantine'],
    ['s3:GetObject', ofOrder, ...READS_EVIDENCE, 'intake'],
    ['s3:PutObject', ofOrder, 'intake', 'gather', 'assess', 'decide'],
    ['s3:PutObject', ofQuarantine, 'intake', 'gather', 'assess', 'decide', 'quarantine'],
    ['s3:GetObject', documents, 'intake'],
    ...nobodyOn(documents, 's3', 'PutObject', 'DeleteObject'),
    ['secretsmanager:GetSecretValue', secret('ErpReader'), 'gather', 'reconcile'],
    ...['ErpWriter', 'ErpSteward', 'ErpBuyer', 'ErpCrediter'].flatMap((id): Cell[] => [
      ['secretsmanager:GetSecretValue', secret(id), 'gateway', 'settle'],
      ...nobodyOn(secret(id), 'secretsmanager', 'PutSecretValue', 'DeleteSecret'),
    ]),
    ...WRITERS.flatMap((writer): Cell[] => {
      const key = plane.arn('AWS::KMS::Key', `MacKeys${writer}`);
      return [
        ['kms:GenerateMac', key, ...SIGNS_AS[writer]],
        ['kms:VerifyMac', key, ...VERIFIED_BY[writer]],
        ...nobodyOn(key, 'kms', 'ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'CreateGrant'),
      ];
    }),
    ['events:PutEvents', plane.arn('AWS::Events::EventBus', 'IntakeBus'), 'intake', 'publish', 'dependencies'],
    ['sns:Publish', plane.arn('AWS::SNS::Topic', 'RoleTopicsclerk'), 'publish'],
    ['sqs:SendMessage', queue('CommandsQueue'), 'toy', 'reconcile'],
    ['sqs:ReceiveMessage', queue('CommandsQueue'), 'gateway'],
    ['sqs:ReceiveMessage', queue('IntakeQueue'), 'intake'],
    ['sqs:ReceiveMessage', queue('IntakeUnmatched'), 'intake'],
    ['sqs:SendMessage', queue('IntakeQueue'), 'quarantine', 'intake', 'aging'],
    ...nobodyOn(queue('CommandsQueue'), 'sqs', 'PurgeQueue', 'SetQueueAttributes'),
    ['sqs:SendMessage', queue('CommandsDeadLetters'), 'gateway'],
    ...nobodyOn(queue('CommandsDeadLetters'), 'sqs', 'ReceiveMessage', 'DeleteMessage', 'PurgeQueue'),
    ['dynamodb:UpdateItem', table('CommandsRuns'), 'gateway'],
    ...nobodyOn(table('CommandsRuns'), 'dynamodb', 'PutItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate'),
    ['dynamodb:GetItem', table('Breakers'), 'gather', 'assess'],
    ['dynamodb:UpdateItem', table('Breakers'), 'gather', 'assess'],
    ...nobodyOn(table('Breakers'), 'dynamodb', 'PutItem', 'DeleteItem', 'Scan', 'BatchWriteItem', 'PartiQLUpdate'),
    ['states:StartExecution', machine, 'intake', 'sweep', 'reopen'],
    ['states:DescribeExecution', execution, 'sweep', 'reopen'],
    ['states:StopExecution', execution, 'intake', 'sweep'],
    ...nobodyOn(execution, 'states', 'RedriveExecution', 'GetExecutionHistory'),
    ...nobodyOn(machine, 'states', 'UpdateStateMachine', 'DeleteStateMachine'),
    ['states:SendTaskSuccess', '*', 'review', 'reviews', 'sweep', 'gateway'],
    ['states:SendTaskFailure', '*', 'intake', 'review', 'reviews', 'sweep', 'gateway'],
    ['bedrock:InvokeModel', model, 'assess'],
    ...nobodyOn(model.replace('claude', 'other'), 'bedrock', 'InvokeModel'),
    ...FUNCTION_NAMES.map((name): Cell => {
      const callers = ['gather', 'assess', 'decide', 'review', 'escalate', 'conclude', 'settle'].includes(name)
        ? ['toy']
        : [];
      return ['lambda:InvokeFunction', plane.arn('AWS::Lambda::Function', `${name}Function`), ...callers];
    }),
  ];
}

/** Every cell of the table for one principal where the answer is not the expected one. */
async function deviations(principal: string, extra: object[] = []): Promise<string[]> {
  const policies = [...(plane.roles.get(principal) ?? []), ...(extra as never[])];
  const found: string[] = [];
  for (const [action, resource, ...who] of cells()) {
    const answer = await allowed(plane, { principal, policies, action, resource });
    if (answer !== who.includes(principal))
      found.push(`${principal} ${answer ? 'may' : 'may not'} ${action} ${resource}`);
  }
  return found;
}

describe('least privilege on the synthesised roles', () => {
  it('covers every role there is, in hundreds of cells', () => {
    expect([...plane.roles.keys()].sort()).toEqual([...FUNCTION_NAMES, 'toy'].sort());
    expect(plane.roles.size * cells().length).toBeGreaterThan(800);
    expect(new Set(cells().flatMap(([, , ...who]) => who)).size).toBe(plane.roles.size - 1);
  });

  it.each([...FUNCTION_NAMES, 'toy'])('%s may do exactly what it must', async (principal) => {
    expect(await deviations(principal)).toEqual([]);
  });

  it.each([
    ['assess', 'dynamodb:*', 'dynamodb:PutItem'],
    ['assess', 'secretsmanager:GetSecretValue', 'ErpWriter'],
    ['conclude', 'kms:GenerateMac', 'MacKeysreview'],
    ['toy', 'lambda:*', 'gatewayFunction'],
  ])('notices when %s is granted %s on everything', async (principal, action, shown) => {
    const Statement = [{ Effect: 'Allow', Action: action, Resource: '*' }];
    const found = await deviations(principal, [{ Version: '2012-10-17', Statement }]);
    expect(found.join('\n')).toContain(shown);
  });
});

describe('by the keys of items', () => {
  const KEYS = 'dynamodb:LeadingKeys';
  it.each([
    ['assess', 'BatchGetItem', '', ['model#m', 'prompt#toy', 'stop#all'], true],
    ['assess', 'BatchGetItem', '', ['role#cfo'], false],
    ['assess', 'BatchGetItem', '', ['model#m', 'person#ann'], false],
    ['watch', 'GetItem', '', ['stop#company#ACME'], true],
    ['watch', 'ConditionCheckItem', '', ['stop#all'], true],
    ['watch', 'Query', '/index/by-kind', ['stop'], true],
    ['watch', 'GetItem', '', ['person#ann'], false],
    ['watch', 'ConditionCheckItem', '', ['prompt#toy'], false],
    ['watch', 'Query', '/index/by-kind', ['person'], false],
    ['watch', 'PutItem', '', ['stop#all'], false],
    ['gather', 'GetItem', '', ['breaker#erp-read#eu-central-1'], true],
    ['gather', 'GetItem', '', ['person#ann'], false],
    ['gather', 'PutItem', '', ['breaker#erp-read#eu-central-1'], false],
    ['assess', 'GetItem', '', ['breaker#erp-read#eu-central-1'], true],
    ['assess', 'GetItem', '', ['person#ann'], false],
    ['assess', 'PutItem', '', ['breaker#erp-read#eu-central-1'], false],
    ['dependencies', 'GetItem', '', ['breaker#erp-read#eu-central-1'], true],
    ['dependencies', 'GetItem', '', ['person#ann'], false],
    ['dependencies', 'PutItem', '', ['breaker#erp-read#eu-central-1'], false],
    ['gather', 'GetItem', '', ['hold#ACME'], false],
    ['dependencies', 'GetItem', '', ['hold#ACME'], true],
    ['dependencies', 'PutItem', '', ['hold#ACME'], false],
    ['dependencies', 'Query', '/index/by-kind', ['hold'], true],
    ['govern', 'Query', '/index/by-kind', ['breaker'], true],
    ['dependencies', 'Query', '/index/by-kind', ['stop'], false],
  ])('of authority data %s may %s%s %o: %s', async (principal, action, index, keys, may) => {
    const resource = `${plane.arn('AWS::DynamoDB::Table', 'Authority')}${index}`;
    const asked = { principal, policies: plane.roles.get(principal) ?? [], action: `dynamodb:${action}`, resource };
    expect(await allowed(plane, { ...asked, context: { [KEYS]: keys } })).toBe(may);
  });

  it.each([
    ['watch', 'PutItem', 'governance-6f5d', true],
    ['watch', 'Query', 'governance-6f5d', true],
    ['watch', 'PutItem', 'toy-6f5d', false],
    ['watch', 'Query', 'toy-6f5d', false],
    ['quarantine', 'PutItem', 'quarantine-6f5d', true],
    ['quarantine', 'Query', 'quarantine-6f5d', true],
    ['quarantine', 'PutItem', 'order-6f5d', true],
    ['aging', 'PutItem', 'order-6f5d', true],
    ['aging', 'PutItem', 'quarantine-6f5d', false],
    ['aging', 'PutItem', 'toy-6f5d', false],
    ['quarantine', 'PutItem', 'toy-6f5d', false],
    ['quarantine', 'PutItem', 'governance-6f5d', false],
    ['quarantine', 'Query', 'toy-6f5d', false],
  ])('of the ledger %s may %s %s: %s', async (principal, action, caseId, may) => {
    const asked = { principal, policies: plane.roles.get(principal) ?? [], action: `dynamodb:${action}` };
    const resource = plane.arn('AWS::DynamoDB::Table', 'Ledger');
    expect(await allowed(plane, { ...asked, resource, context: { [KEYS]: [caseId] } })).toBe(may);
  });

  it.each([
    ['quarantine', 'quarantined', true],
    ['aging', 'quarantined', true],
    ['quarantine', 'held', true],
    ['aging', 'held', true],
    ['quarantine', 'waiting-review', false],
    ['aging', 'waiting-review', false],
  ])('of the lists %s may read %s: %s', async (principal, status, may) => {
    const asked = { principal, policies: plane.roles.get(principal) ?? [], action: 'dynamodb:Query' };
    const resource = `${plane.arn('AWS::DynamoDB::Table', 'Cases')}/index/by-review`;
    expect(await allowed(plane, { ...asked, resource, context: { [KEYS]: [status] } })).toBe(may);
  });
});
