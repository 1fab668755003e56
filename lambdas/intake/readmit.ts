import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { Readmission } from '../../statemachines/kernel/quarantine.ts';
import { quarantinedOf } from '../quarantine/fold.ts';
import { evidenceOf } from '../shared/case-log.ts';
import type { MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { IntakeDeps, Received } from './deps.ts';
import { faultsByPath, quarantineDraft } from './keep.ts';
import type { Quarantine } from './ports.ts';
import { intake } from './run.ts';

/**
 * Takes in what somebody has readmitted from quarantine. The message only names the entry: what is taken in is the
 * evidence of that entry, under the key of the quarantine, with the id, source and time that the event came with. If it
 * fails again it is back in its own case, with the new reasons.
 * @throws CountersignError LedgerBroken when there is no such genuine entry; Transient
 */
export async function readmit(
  { readmit: { caseId, entry: hash } }: Readmission,
  deps: IntakeDeps & { readonly mac: MacPort },
): Promise<Received> {
  const entries = await deps.ledger.read(caseId);
  const entry = entries.find((found) => found.hash === hash && found.stage === 'readmitted');
  if (!entry) throw new CountersignError('LedgerBroken', `${caseId} has no entry that readmits it with hash ${hash}`);
  const upTo = entries.filter(({ seq }) => seq <= entry.seq);
  await requireGenuine(deps.mac, entries, [entry, ...upTo.filter(({ stage }) => stage === 'repaired')]);
  const digest = evidenceOf(entry, 0);
  const event: unknown = JSON.parse(Buffer.from(await deps.evidence.get(caseId, digest)).toString('utf8'));
  const before = quarantinedOf(upTo);
  const origin = { sender: before?.sender ?? '', type: before?.type ?? '' };
  const quarantine: Quarantine = {
    async keep(_, __, reasons) {
      await deps.ledger.append(caseId, {
        ...quarantineDraft('quarantined', `failed/${hash}`, digest),
        body: {
          ...{ ...origin, eventId: before?.eventId ?? '', time: before?.time ?? '', readmission: hash },
          faults: faultsByPath(reasons),
        },
      });
    },
  };
  const readmission = { quarantine: caseId, repairedBy: before?.repairedBy ?? [] };
  const received = await intake(event, { ...deps, quarantine, readmission });
  if (received.answer === 'quarantined') return received;
  const { answer, caseId: admittedAs, reasons } = received;
  await deps.ledger.append(caseId, {
    ...quarantineDraft('admitted', `admitted/${hash}`, digest),
    body: { answer, ...(admittedAs && { admittedAs }), ...(reasons && { reasons: [...reasons] }), readmission: hash },
  });
  return received;
}
