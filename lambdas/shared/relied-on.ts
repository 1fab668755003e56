import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { type LedgerEntry, STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import type { MacPort } from './ports.ts';

/**
 * Checks the chain of the case and the MACs of the entries that the caller relies on.
 * @throws CountersignError LedgerBroken naming the entry that does not verify
 */
export async function requireGenuine(mac: MacPort, chain: readonly LedgerEntry[], reliedOn: readonly LedgerEntry[]) {
  const faults = chainFaults(chain);
  if (faults.length > 0) throw new CountersignError('LedgerBroken', faults.join('; '));
  await Promise.all(
    reliedOn.map(async (entry) => {
      if (await mac.verify(STAGE_WRITER[entry.stage], entry.hash, entry.mac)) return;
      throw new CountersignError(
        'LedgerBroken',
        `${entry.caseId}/${entry.seq}: the MAC of ${entry.stage} does not verify`,
      );
    }),
  );
}
