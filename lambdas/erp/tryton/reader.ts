import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Facets, FactsReader } from '../../gather/run.ts';
import { trytonAccess } from './access.ts';
import { FACTS_KINDS } from './facts-kinds.ts';

/** The read side: facts by kind, with the credentials of the user that may only read. */
export function erpReader(secretId: string, timeoutMs: number): FactsReader {
  const client = trytonAccess(secretId, timeoutMs);
  return {
    async read(kind, query, inFlight: readonly Facets[]) {
      const { method, queryOf, factsFrom } = factsKind(kind);
      try {
        const asked = queryOf ? queryOf(query) : query;
        return factsFrom(await (await client()).call('countersign.command', method, asked), inFlight);
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
