import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Facets, FactsReader } from '../../gather/run.ts';
import { trytonAccess } from './access.ts';
import { invoiceFactsFrom } from './read-invoice-facts.ts';

/** The read side: facts by kind, with the credentials of the user that may only read. */
export function erpReader(secretId: string, timeoutMs: number): FactsReader {
  const client = trytonAccess(secretId, timeoutMs);
  return {
    async read(kind, query, inFlight: readonly Facets[]) {
      if (kind !== 'invoice')
        throw new CountersignError('InvalidInput', `no facts of kind ${kind} are read from this ERP`);
      try {
        return invoiceFactsFrom(await (await client()).call('countersign.command', 'invoice_facts', query), inFlight);
      } catch (error) {
        if (error instanceof Error && error.name.startsWith('Erp'))
          throw new CountersignError('Transient', error.message, { cause: error });
        throw error;
      }
    },
  };
}
