import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { sha256 } from '../../../statemachines/kernel/ids.ts';
import type { Evidence } from '../ports.ts';

/** Evidence in a versioned bucket under `<caseId>/<sha256>`: writing the same content again changes nothing. */
export function s3Evidence(s3: S3Client, bucket: string): Evidence {
  return {
    async put(caseId, content) {
      const hash = sha256(content);
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: `${caseId}/${hash}`, Body: content, ChecksumAlgorithm: 'SHA256' }),
      );
      return hash;
    },
    async get(caseId, hash) {
      const content = await readObject(s3, bucket, `${caseId}/${hash}`);
      if (sha256(content) === hash) return content;
      throw new CountersignError('LedgerBroken', `evidence ${caseId}/${hash} does not match its hash`);
    },
  };
}

/**
 * The whole object.
 * @throws CountersignError Transient if it can't be read
 */
export async function readObject(s3: S3Client, bucket: string, key: string): Promise<Uint8Array> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body) return await Body.transformToByteArray();
  } catch (error) {
    throw new CountersignError('Transient', `${key} in bucket ${bucket} can't be read`, { cause: error });
  }
  throw new CountersignError('Transient', `${key} in bucket ${bucket} is empty`);
}
