import type { Writer } from '../../../statemachines/kernel/ledger-entry.ts';
import { appendEntry } from '../append.ts';
import { environment } from '../environment.ts';
import type { Clock, Ledger, MacPort } from '../ports.ts';
import { dynamo, kms, s3 } from './aws.ts';
import { dynamoEntryStore } from './dynamo-entry-store.ts';
import { kmsMac } from './kms-mac.ts';
import { s3Evidence } from './s3-evidence.ts';

export const systemClock: Clock = { now: () => new Date() };

/** What every task has: its ledger, its MAC keys, the evidence and the clock, from the environment; as another writer, where it may. */
export function recordKeeping(as?: Writer) {
  const env = environment('LEDGER_TABLE', 'EVIDENCE_BUCKET', 'MAC_WRITER', 'MAC_KEYS');
  const claims = process.env['CLAIMS_TABLE'];
  const authority = process.env['AUTHORITY_TABLE'];
  const flights = process.env['FLIGHTS_TABLE'];
  const commitments = process.env['COMMITMENTS_TABLE'];
  const store = dynamoEntryStore(dynamo, {
    ledger: env.LEDGER_TABLE,
    ...(claims && { claims }),
    ...(authority && { authority }),
    ...(flights && { flights }),
    ...(commitments && { commitments }),
  });
  const mac = kmsMac(kms, as ?? (env.MAC_WRITER as Writer), env.MAC_KEYS);
  return {
    ledger: ledgerOver(store, mac, systemClock),
    mac,
    evidence: s3Evidence(s3, env.EVIDENCE_BUCKET),
    clock: systemClock,
  };
}

function ledgerOver(store: Parameters<typeof appendEntry>[0]['store'], mac: MacPort, clock: Clock): Ledger {
  return {
    read: (caseId) => store.read(caseId),
    append: (caseId, draft, options) => appendEntry({ store, mac, clock }, caseId, draft, options),
  };
}
