import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_NAMES, FUNCTIONS, specOf } from '../../../lib/functions.ts';
import { ownerFunction } from '../../../statemachines/kernel/finding.ts';
import { LONG_LOOK_MS, MOST_RECEIVES } from '../../../statemachines/kernel/patience.ts';
import type { Assembly } from '../concrete.ts';
import { sampleApp, sampleWorkflow, templatesOf } from '../sample.ts';

let template: Template;
let resources: Assembly['Resources'];
beforeAll(() => {
  template = templatesOf().controlPlane;
  resources = (template.toJSON() as Assembly).Resources;
}, 60_000);

const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const tagsOf = (properties: Readonly<Record<string, unknown>>) => {
  const tags = properties['Tags'];
  if (!Array.isArray(tags)) return tags as Record<string, string> | undefined;
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
};

describe('the control plane refuses to be synthesised', () => {
  it('without a bundle, and says how to make it', () => {
    expect(() => sampleApp({ bundles: '/nowhere' })).toThrow(/no bundle of intake in .*nowhere.*npm run build/);
  });

  it('with an event type that two workflows claim', () => {
    const twice = { ...sampleWorkflow, slug: 'again' };
    const { app } = sampleApp({ workflows: [sampleWorkflow, twice] });
    expect(() => app.synth()).toThrow(/again: event type toy.received.v1 is already a contract of toy/);
  });

  it('with a producer of its own source, or one that is no role', () => {
    const arn = 'arn:aws:iam::111122223333:role/shop';
    expect(() => sampleApp({ context: { producers: { countersign: arn } } })).toThrow(/own source/);
    expect(() => sampleApp({ context: { producers: { shop: '*' } } })).toThrow(/-c producers.shop: the ARN of an IAM/);
  });
});

describe('functions', () => {
  it('are one per task, of the table and no other, on Node 24 with traces and JSON logs', () => {
    template.resourceCountIs('AWS::Lambda::Function', FUNCTION_NAMES.length);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', LogGroup: Match.anyValue() }),
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it.each(FUNCTION_NAMES)('%s is told only what it may use', (name) => {
    const [found] = ofType('AWS::Lambda::Function').filter(([id]) => id.startsWith(`${name}Function`));
    const { Variables } = { Variables: {}, ...Object(found?.[1].Properties['Environment']) };
    const { may, signs } = specOf(name);
    for (const user of ['WRITER', 'STEWARD', 'BUYER', 'CREDITER'])
      expect(`ERP_${user}_SECRET` in Variables).toBe(may.includes('erp:write'));
    expect('ERP_READER_SECRET' in Variables).toBe(may.includes('erp:read'));
    expect('MODEL_ID' in Variables).toBe(name === 'assess');
    expect('RUNS_TABLE' in Variables).toBe(name === 'gateway');
    expect('COMMAND_DEAD_LETTERS_URL' in Variables).toBe(name === 'gateway');
    expect('STATE_MACHINES' in Variables).toBe(may.includes('executions:start'));
    expect(Variables['MAC_WRITER']).toBe(signs);
    expect(Variables['POWERTOOLS_SERVICE_NAME']).toBe(name);
    expect(Variables).not.toHaveProperty('AWS_ENDPOINT_URL_BEDROCK_RUNTIME');
  });

  it('ask a local model only when told where it is, and only Assess', () => {
    const context = { modelId: 'countersign.reference-v1', bedrockEndpoint: 'http://127.0.0.1:4900' };
    const { controlPlane } = templatesOf({ context });
    controlPlane.resourcePropertiesCountIs(
      'AWS::Lambda::Function',
      { Environment: { Variables: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:4900' } } },
      1,
    );
  });
});

describe('fallback models', () => {
  it('may be asked where they run, by Assess alone, and nothing else of Bedrock', () => {
    const modelFallbacks = '["eu.toy.model-v1@eu-west-3", "other.model"]';
    const { controlPlane } = templatesOf({ context: { modelId: 'first.model', modelFallbacks } });
    const found = Object.values(controlPlane.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
      (Properties['PolicyDocument']['Statement'] as { Action: unknown; Resource: unknown }[]).filter(
        ({ Action }) => Action === 'bedrock:InvokeModel',
      ),
    );
    expect(found).toHaveLength(1);
    const text = JSON.stringify(found);
    for (const one of [
      '/first.model',
      '/toy.model-v1',
      ':eu-west-3:',
      'inference-profile/eu.toy.model-v1',
      '/other.model',
    ])
      expect(text).toContain(one);
    expect(found[0]?.Resource).toHaveLength(4);
  });
});

describe('queues', () => {
  it('have a dead-letter queue or are one, kept for 14 days; and none takes plain HTTP', () => {
    const queues = ofType('AWS::SQS::Queue');
    const guarded = queues.filter(([, { Properties }]) => 'RedrivePolicy' in Properties).map(([id]) => id);
    expect(guarded.map((id) => id.slice(0, -8)).sort()).toEqual(['CommandsQueue', 'IntakeQueue', 'IntakeUnmatched']);
    for (const [id, { Properties }] of queues) {
      if (!guarded.includes(id)) expect(Properties['MessageRetentionPeriod'], id).toBe(14 * 86_400);
    }
    template.resourceCountIs('AWS::SQS::QueuePolicy', queues.length);
    template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  });

  it('order commands per company, outlast the gateway six times, and overtake nothing', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      ContentBasedDeduplication: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      VisibilityTimeout: Math.max(6 * FUNCTIONS.gateway.timeoutSeconds, LONG_LOOK_MS / 1_000),
      RedrivePolicy: Match.objectLike({ maxReceiveCount: MOST_RECEIVES }),
    });
  });

  it('have crashes counted beside them, for longer than a message lives', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('feed the gateway one command at a time, and take back single messages', () => {
    const queues = ofType('AWS::Lambda::EventSourceMapping').filter(([id]) => id.includes('SqsEventSource'));
    expect(queues.map(([, { Properties }]) => Properties['BatchSize']).sort()).toEqual([1, 10, 10]);
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('feed Intake no more batches at once than it has room for: a flood waits', () => {
    const most = (queue: string, MaximumConcurrency: number) =>
      template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp(queue), 'Arn'] },
        ScalingConfig: { MaximumConcurrency },
      });
    most('^IntakeQueue', 20);
    most('^IntakeUnmatched', 2);
  });
});

describe('the ledger’s stream', () => {
  it.each([
    ['publish', ['INSERT']],
    ['guard', ['MODIFY', 'REMOVE']],
  ])('%s sees %s only, and holds up its shard for no record for ever', (name, events) => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp(`^${name}Function`) },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: events }) }] },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 30,
      DestinationConfig: { OnFailure: Match.objectLike({}) },
    });
  });
});

describe('the reconciliation', () => {
  it('runs every quarter of an hour, and no run is made up for', () => {
    const Arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^reconcileFunction'), 'Arn'] };
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn, RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } })],
    });
  });

  it.each([
    ['CaseBreaks', 0, 1, 'books-differ'],
    ['NotReconciledMinutes', 60, 1, 'not-reconciled'],
    ['Errors', 0, 4, 'not-reconciled'],
  ])('%s wakes finance systems', (MetricName, Threshold, EvaluationPeriods, anchor) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ MetricName, Threshold, EvaluationPeriods, Period: 900 },
      AlarmDescription: Match.stringLikeRegexp(`Owner: finance-systems\\. Runbook: lib/stacks/RUNBOOK\\.md#${anchor}$`),
    });
  });
});

describe('every minute', () => {
  it.each(['sweep', 'watch', 'aging', 'dependencies'])('%s runs once, and no run is made up for', (name) => {
    const Arn = { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}Function`), 'Arn'] };
    const RetryPolicy = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn, RetryPolicy })],
    });
  });

  it.each([
    ['StopsUnconfirmed', { Name: 'service', Value: 'watch' }],
    ['EmergencyReviewsLate', { Name: 'service', Value: 'watch' }],
    ['Errors', { Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^watchFunction') } }],
  ])('%s of the watch wakes security', (MetricName, dimension) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName,
      Dimensions: [dimension],
      Threshold: 0,
      AlarmDescription: Match.stringLikeRegexp('Owner: security.'),
    });
  });
});

describe('what is not called, and what is held', () => {
  it.each([
    ['BreakersOpen', 'operations'],
    ['HoldsEnding', 'finance-systems'],
  ])('%s wakes %s while there is one', (MetricName, owner) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ MetricName, Threshold: 0, Statistic: 'Maximum' },
      Dimensions: [{ Name: 'service', Value: 'dependencies' }],
      AlarmDescription: Match.stringLikeRegexp(`Owner: ${owner}.`),
    });
  });
});

describe('the quarantine', () => {
  it.each([
    ['EventsWaiting', 0, 'enterprise-architecture'],
    ['QuarantineAge', 24, 'operations'],
    ['GapsExpired', 0, 'operations'],
  ])('%s above %d wakes %s', (MetricName, Threshold, owner) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ MetricName, Threshold, Statistic: 'Maximum', Dimensions: [{ Name: 'service', Value: 'aging' }] },
      AlarmDescription: Match.stringLikeRegexp(`Owner: ${owner}.`),
    });
  });
});

it.each(['enterprise-architecture', 'operations', 'finance-systems', 'security', 'process-owner'])(
  'an exception after its time wakes its owner: %s',
  (owner) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...{ MetricName: 'ExceptionsOverdue', Threshold: 0, Statistic: 'Maximum' },
      Dimensions: [
        { Name: 'owner', Value: owner },
        { Name: 'service', Value: 'aging' },
      ],
      AlarmDescription: Match.stringLikeRegexp(`Owner: ${owner}. .*#exceptions-overdue`),
    });
  },
);

describe('the bus', () => {
  it('takes in the types of the contracts, and quarantines every other but its own', () => {
    const foreign = [{ 'anything-but': ['countersign'] }];
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: foreign, 'detail-type': ['toy.received.v1'] },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IntakeQueue'), 'Arn'] } })],
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: foreign,
        'detail-type': [{ 'anything-but': sampleWorkflow.contracts.map(({ type }) => type) }],
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IntakeUnmatched'), 'Arn'] } })],
    });
  });

  it('quarantines everything when nothing is governed', () => {
    const { controlPlane } = templatesOf({ workflows: [] });
    controlPlane.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: [{ 'anything-but': ['countersign'] }], 'detail-type': Match.absent() },
    });
  });
});

describe('owners', () => {
  it('answer for every queue, function, bus, alarm, topic and machine', () => {
    const types = ['SQS::Queue', 'Lambda::Function', 'Events::EventBus', 'CloudWatch::Alarm', 'SNS::Topic'];
    const all = [...types, 'StepFunctions::StateMachine'].flatMap((type) => ofType(`AWS::${type}`));
    expect(all.length).toBeGreaterThan(25);
    for (const [id, { Properties }] of all) {
      const owner = tagsOf(Properties)?.['owner'];
      expect(ownerFunction.options, id).toContain(owner);
    }
  });

  it('are reached by every alarm, which says what to do', () => {
    for (const [id, { Properties }] of ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties['AlarmActions'], id).toHaveLength(1);
      const owner = String(tagsOf(Properties)?.['owner']);
      expect(JSON.stringify(Properties['AlarmActions']), id).toContain(owner.replaceAll('-', ''));
      expect(Properties['AlarmDescription'], id).toMatch(`Owner: ${owner}. Runbook: `);
      expect(Properties['AlarmDescription'], id).toMatch(/Runbook: (lib|statemachines)\/\S+RUNBOOK\.md#[a-z-]+$/);
      expect(Properties['TreatMissingData'], id).toBe('notBreaching');
    }
  });
});
