import type { toyRun } from './toy-run.ts';

/** What the toy's systems of record say of accounts, read anew at each Gather: budgets, and all that its ERP has. */
export function toyAccounts({ erp, clock, told }: Pick<ReturnType<typeof toyRun>, 'erp' | 'clock' | 'told'>) {
  const ceilings = new Map<string, number>();
  const eur = (minor: number) => ({ minor, currency: 'EUR' });
  const taken = () =>
    [...erp.documents].map(([key, { gross, state }]) => ({
      caseId: key.split('/')[0] ?? '',
      minor: state === 'cancelled' ? 0 : Number(gross),
    }));
  Object.defineProperties(told, {
    accounts: {
      enumerable: true,
      get: () => Object.fromEntries([...ceilings].map(([account, minor]) => [account, eur(minor)])),
    },
    taken: { enumerable: true, configurable: true, get: taken },
    readAt: { enumerable: true, configurable: true, get: () => clock.now().toISOString() },
  });
  return {
    ceilings,
    /** A person cancels the document of a case in the ERP. */
    cancel(caseId: string) {
      for (const [key, document] of erp.documents)
        if (key.startsWith(`${caseId}/`)) erp.documents.set(key, { ...document, state: 'cancelled' });
    },
  };
}
