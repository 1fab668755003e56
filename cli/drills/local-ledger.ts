import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamo, kms } from '../../lambdas/shared/adapters/aws.ts';
import { kmsMac } from '../../lambdas/shared/adapters/kms-mac.ts';
import type { MacPort } from '../../lambdas/shared/ports.ts';
import { WRITERS } from '../../statemachines/kernel/ledger-entry.ts';
import type { ControlPlane } from '../control-plane.ts';
import { copyLedger, deleteTable, readLedger } from './ledger-tables.ts';
import type { LedgerTables } from './restore.ts';

/** The deployed ledger, and a table aside of this run's own. */
export function localLedger(plane: Pick<ControlPlane, 'name'>, run: string): LedgerTables {
  const ledger = plane.name('ledger-table');
  const aside = `countersign-drill-restore-${run}`;
  return {
    read: (which) => readLedger(dynamo, which === 'ledger' ? ledger : aside),
    copyAside: () => copyLedger(dynamo, ledger, aside),
    dropAside: () => deleteTable(dynamo, aside),
    async falsify(entry) {
      const Item = { ...entry, body: JSON.stringify(entry.body) };
      await dynamo.send(new PutCommand({ TableName: aside, Item }));
    },
  };
}

/** Checks MACs under the published keys of all writers. */
export function publishedMacs(plane: Pick<ControlPlane, 'name'>): Pick<MacPort, 'verify'> {
  const keys = Object.fromEntries(WRITERS.map((writer) => [writer, plane.name(`mac-key/${writer}`)]));
  return kmsMac(kms, 'intake', keys);
}
