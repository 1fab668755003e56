import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Documents, Quarantine } from '../../intake/ports.ts';

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

/** Quarantined events as they came, under `quarantine/<sha256>`: the same event again is the same object. */
export function s3Quarantine(s3: S3Client, bucket: string): Quarantine {
  return {
    async keep(id, event, reasons) {
      const Body = JSON.stringify({ event, reasons });
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: `quarantine/${id}`, Body, ChecksumAlgorithm: 'SHA256' }),
      );
    },
  };
}
