import { documentReceived } from '../../statemachines/kernel/document-source.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';
import { invalidInput } from '../shared/task.ts';
import type { Documents } from './ports.ts';

/**
 * The bytes of the document that an event brings, inline or by reference.
 * @throws CountersignError InvalidInput when the reference does not hold what its hash says
 */
export async function readDocument(data: unknown, documents: Documents): Promise<Uint8Array> {
  const parsed = documentReceived.safeParse(data);
  if (!parsed.success) throw invalidInput(parsed.error);
  const source = parsed.data.document;
  if ('content' in source) return Buffer.from(source.content, source.encoding);
  const content = await documents.read(source.key);
  const actual = sha256(content);
  if (actual === source.sha256) return content;
  throw new CountersignError(
    'InvalidInput',
    `document.sha256: ${source.key} has ${actual}, the event says ${source.sha256}`,
  );
}
