import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { WRITERS } from '../../../statemachines/kernel/ledger-entry.ts';
import { templatesOf } from '../sample.ts';

let template: Template;
beforeAll(() => {
  template = templatesOf().foundation;
}, 60_000);

describe('the foundation', () => {
  it('denies everybody what would change or remove a ledger entry', () => {
    const actions = ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];
    const Statement = [
      Match.objectLike({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: actions.map((action) => `dynamodb:${action}`).sort(),
        Condition: Match.absent(),
      }),
    ];
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'caseId', KeyType: 'HASH' },
        { AttributeName: 'seq', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      ResourcePolicy: { PolicyDocument: Match.objectLike({ Statement }) },
    });
  });

  it('keeps every table: on demand, restorable, protected, retained', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 9);
    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.allResourcesProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('finds cases by status, newest last, and open reviews and exceptions in order', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'by-status',
          KeySchema: [
            { AttributeName: 'status', KeyType: 'HASH' },
            { AttributeName: 'updatedAt', KeyType: 'RANGE' },
          ],
        }),
        Match.objectLike({
          IndexName: 'by-review',
          KeySchema: [
            { AttributeName: 'status', KeyType: 'HASH' },
            { AttributeName: 'reviewOrder', KeyType: 'RANGE' },
          ],
        }),
        Match.objectLike({
          IndexName: 'by-exception',
          KeySchema: [
            { AttributeName: 'exceptionClass', KeyType: 'HASH' },
            { AttributeName: 'exceptionOrder', KeyType: 'RANGE' },
          ],
        }),
      ],
    });
  });

  it('finds authority data by its kind, and shows nothing of it there but keys', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [
            { AttributeName: 'kind', KeyType: 'HASH' },
            { AttributeName: 'key', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  it('opens no bucket to the public, to plain HTTP, or without encryption and versions', () => {
    template.resourceCountIs('AWS::S3::Bucket', 3);
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.objectLike({}),
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    template.resourcePropertiesCountIs(
      'AWS::S3::BucketPolicy',
      { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: insecure })]) } },
      3,
    );
  });

  it.each([
    ['governance', undefined, 'GOVERNANCE', 3653],
    ['compliance', '400', 'COMPLIANCE', 400],
  ])('locks evidence in mode %s for %s days', (evidenceLock, evidenceRetentionDays, Mode, Days) => {
    const context = { evidenceLock, ...(evidenceRetentionDays && { evidenceRetentionDays }) };
    templatesOf({ context }).foundation.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode, Days } } },
    });
  });

  it('has one HMAC key a writer, and no other key', () => {
    template.resourceCountIs('AWS::KMS::Key', WRITERS.length);
    template.allResourcesProperties('AWS::KMS::Key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
  });

  it('holds no ERP credential, only where one will be filled in', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 5);
    template.allResourcesProperties('AWS::SecretsManager::Secret', {
      SecretString: Match.absent(),
      GenerateSecretString: Match.objectLike({ GenerateStringKey: 'password' }),
    });
  });

  it('names an owner for every table, bucket, key and secret', () => {
    const owned = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret'];
    for (const type of owned) {
      const Tags = Match.arrayWith([Match.objectLike({ Key: 'owner' })]);
      expect(() => template.allResourcesProperties(type, { Tags })).not.toThrow();
    }
  });
});
