import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Documents } from '../../intake/ports.ts';

/** Documents that senders uploaded before their event. */
export function s3Documents(s3: S3Client, bucket: string): Documents {
  return {
    async read(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body) return await Body.transformToByteArray();
      } catch (error) {
        if (!(error instanceof NoSuchKey))
          throw new CountersignError('Transient', `document ${key} can't be read now`, { cause: error });
      }
      throw new CountersignError(
        'InvalidInput',
        `document.key: ${key} is not in the documents bucket; upload it before the event`,
      );
    },
  };
}
