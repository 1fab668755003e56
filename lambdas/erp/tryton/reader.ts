import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Facets, FactsReader } from '../../gather/run.ts';
import { trytonAccess } from './access.ts';
import type { TrytonClient } from './client.ts';
import { FACTS_KINDS } from './facts-kinds.ts';

/** The read side: facts by kind, with the credentials of the user that may only read. */
export const erpReader = (secretId: string, timeoutMs: number): FactsReader =>
  trytonReader(trytonAccess(secretId, timeoutMs), () => new Date());

/** What the ERP has when the reading begins is in the facts: what is put down there later may be. */
export function trytonReader(client: () => Promise<TrytonClient>, now: () => Date): FactsReader {
  return {
    async read(kind, query, inFlight: readonly Facets[]) {
      const { method, queryOf, factsFrom } = factsKind(kind);
      try {
        const asked = queryOf ? queryOf(query) : query;
        const began = now();
        return factsFrom(await (await client()).call('countersign.command', method, asked), inFlight, began);
      } catch (error) {
        if (error instanceof Error && error.name.startsWith('Erp'))
          throw new CountersignError('Transient', error.message, { cause: error });
        throw error;
      }
    },
  };
}

function factsKind(kind: string) {
  const found = FACTS_KINDS.get(kind);
  if (found) return found;
  throw new CountersignError('InvalidInput', `no facts of kind ${kind} are read from this ERP`);
}
