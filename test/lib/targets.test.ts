import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { Assembly } from './concrete.ts';
import { sampleApp, templatesOf } from './sample.ts';

/** What the local engine's CloudFormation can make, as far as we use it; the rest would fail there, not here. */
const DEPLOYABLE_EVERYWHERE = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::EventBusPolicy',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
]);

const LOCAL = {
  modelId: 'countersign.reference-v1',
  bedrockEndpoint: 'http://127.0.0.1:4900',
  erpTimeoutMs: '3000',
  erpLeaseMs: '6000',
  oidcIssuer: 'http://127.0.0.1:4950',
  oidcRoleMap: '{"countersign.clerk":"clerk"}',
};

const resourcesOf = (context?: Record<string, unknown>) => {
  const { foundation, controlPlane } = templatesOf(context ? { context } : {});
  const all = [foundation, controlPlane].flatMap((of) => Object.entries((of.toJSON() as Assembly).Resources));
  return all.map(([id, { Type }]) => `${Type} ${id}`);
};

describe('one template for every target', () => {
  it('has only resource types that the local engine knows', () => {
    const types = new Set(resourcesOf().map((resource) => String(resource.split(' ')[0])));
    expect([...types].filter((type) => !DEPLOYABLE_EVERYWHERE.has(type))).toEqual([]);
    expect([...DEPLOYABLE_EVERYWHERE].filter((type) => !types.has(type))).toEqual([]);
  });

  it('has the same resources locally as on AWS', () => {
    expect(resourcesOf(LOCAL)).toEqual(resourcesOf());
  });
});

describe('cdk-nag, AwsSolutions', () => {
  const checked = (sample = sampleApp()) => {
    Validations.of(sample.app).addPlugins(new AwsSolutionsChecks());
    return () => sample.app.synth();
  };

  it.each([{}, LOCAL])('has nothing left to say with context %j', (context) => {
    expect(checked(sampleApp({ context }))).not.toThrow();
  });

  it('speaks up when a role gets more', () => {
    const sample = sampleApp();
    const role = new Role(sample.controlPlane, 'Extra', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));
    expect(checked(sample)).toThrow(/IAM5\[Action::dynamodb:\*\]/);
  });
});
