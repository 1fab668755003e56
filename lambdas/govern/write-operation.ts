import { z } from 'zod';
import { CHANGE_PEOPLE } from '../../statemachines/kernel/authority/change.ts';
import { caseId, sha256Hex } from '../../statemachines/kernel/ids.ts';
import type { Operation } from '../review/api/operations.ts';
import type { Changed } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';

const reason = z.string().trim().min(1).max(1000);
export const key = z.string().min(1).max(300).describe('Of the item: `stop#all`, `prompt#invoice-processing` …');
/** A body with a reason for the ledger. */
export const term = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ ...shape, reason });

const changed = z.strictObject({
  caseId,
  key,
  digest: sha256Hex.describe('Of the exact change: what a second person confirms.'),
  state: z.enum(['made', 'proposed']),
  people: z.int().describe('How many different people it takes.'),
});

type Act<B> = (caller: Caller, body: B, deps: GovernDeps) => Promise<Changed>;

/** One operation that changes an item of the authority table, or proposes to. */
export function write<B extends z.ZodType>(
  id: string,
  path: string,
  summary: string,
  { body, act }: { body: B; act: Act<z.infer<B>> },
): Operation<GovernDeps> {
  return {
    ...{ id, method: 'post', path: `/governance/${path}`, summary, body, answer: changed },
    async run(caller, request, deps) {
      const { entry, ...done } = await act(caller, request.body as z.infer<B>, deps);
      const of = entry.body['change'] as { key: string; kind: keyof typeof CHANGE_PEOPLE };
      return { ...done, key: of.key, people: CHANGE_PEOPLE[of.kind] };
    },
  };
}
