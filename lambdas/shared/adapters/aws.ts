import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** One client a process each; region, endpoint and credentials come from the environment. */
export const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
  marshallOptions: { removeUndefinedValues: true },
});
export const kms = new KMSClient({ maxAttempts: 5 });
/** Path style: a bucket's own host name does not resolve on a local engine. */
export const s3 = new S3Client({ maxAttempts: 5, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined });

/** An item as a stream or an error carries it. */
export type Image = Record<string, AttributeValue>;

/** The same item as plain values. */
export function unmarshalled(item: Image): Record<string, unknown> {
  return unmarshall(item);
}
