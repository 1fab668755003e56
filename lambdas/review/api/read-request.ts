import { RequestValidationError } from '@aws-lambda-powertools/event-handler/http';
import { z } from 'zod';
import { caseId } from '../../../statemachines/kernel/ids.ts';
import type { Operation, Read } from './operations.ts';

type Described = Pick<Operation, 'path' | 'query' | 'body'>;

/** A client's own choice, unlikely to be made twice: a UUID. */
const key = z.string().regex(/^[\x21-\x7e]{8,100}$/, '8 to 100 visible ASCII characters, such as a UUID');

/**
 * Every part of a request as the operation's schemas read it.
 * @throws RequestValidationError naming each part that does not fit
 */
export async function readRequest(operation: Described, request: Request, params: unknown): Promise<Read> {
  const { path, query, body } = operation;
  const schema = z.object({
    path: z.object({ caseId: path.includes('{caseId}') ? caseId : caseId.optional() }),
    query: query ?? z.strictObject({}),
    body: body ?? z.unknown().optional(),
    headers: z.object({ 'idempotency-key': body ? key : z.string().optional() }),
  });
  const parsed = schema.safeParse({
    path: params,
    query: Object.fromEntries(new URL(request.url).searchParams),
    body: body && (await json(request)),
    headers: Object.fromEntries(request.headers),
  });
  if (!parsed.success) throw new RequestValidationError('', parsed.error.issues);
  const { data } = parsed;
  const of = { caseId: data.path.caseId ?? '', key: String(data.headers['idempotency-key'] ?? '') };
  return { ...of, query: data.query, body: data.body };
}

/** `undefined` for what is no JSON, or does not say that it is. */
async function json(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return undefined;
  return request.json().catch(() => undefined);
}
