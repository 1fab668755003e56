import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { REASONS } from './nag-reasons.ts';

/** One thing that a function may do: exactly these actions on exactly these resources, and the variables to find them. */
export interface Grant {
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatement[];
  /** Resources with a wildcard that has no narrower form, and why. */
  readonly wildcards?: readonly (readonly [resource: string, reason: string])[];
}

/** Exactly these actions on exactly these resources. */
export const allow = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources });

/** On items whose keys are so, and on no others. */
export const onKeys = (actions: string[], resource: string, ...keys: string[]) =>
  new PolicyStatement({
    ...{ actions, resources: [resource] },
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });

/** As the importing stack names it. */
export const objectsOf = (bucket: Bucket, keys = '*') => `${Stack.of(bucket).exportValue(bucket.bucketArn)}/${keys}`;

/** One action on all objects of a bucket. */
export const onObjects = (action: string, bucket: Bucket) => ({
  statements: [allow([action], bucket.arnForObjects('*'))],
  wildcards: [[objectsOf(bucket), REASONS.objects] as const],
});
