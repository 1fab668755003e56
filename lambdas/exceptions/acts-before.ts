import { z } from 'zod';
import { type Act, act } from '../../statemachines/kernel/authority/duties.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { actsOf, approvalBody } from '../shared/authority/approval.ts';
import { repairsOf } from '../shared/authority/repairs.ts';
import { broughtBy, evidenceOf } from '../shared/case-log.ts';
import type { Evidence, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

interface ActsDeps {
  readonly mac: MacPort;
  readonly evidence: Pick<Evidence, 'get'>;
}

/**
 * Who had a hand in a case: who asked for what is decided about, or received it, as far as it was decided about; who
 * prepared the case, and who has countersigned it.
 * @param duty what somebody does who countersigns it; none of a case of no workflow
 * @throws CountersignError LedgerBroken
 */
export async function actsBefore(
  entries: readonly LedgerEntry[],
  duty: Act['duty'] | undefined,
  deps: ActsDeps,
): Promise<Act[]> {
  const brought = broughtBy(entries);
  const approvals = entries.flatMap(({ stage, at, actor, body, caseId }): Act[] => {
    if (stage !== 'approved' || !duty) return [];
    const names = new Set([actor.id, ...(approvalBody.safeParse(body).data?.names ?? [])]);
    return [...names].map((by) => ({ duty, by, at, to: `the case ${caseId}` }));
  });
  const decided = await actsDecided(entries, deps);
  return [...actsOf(entries), ...(brought ? repairsOf(brought) : []), ...decided, ...approvals];
}

const asked = z.object({ subject: z.object({ acts: z.array(act) }) });

/** Of every decision that has a proposal: who asked for an earlier document of the case is behind it, too. */
async function actsDecided(entries: readonly LedgerEntry[], { mac, evidence }: ActsDeps): Promise<Act[]> {
  const decisions = entries.filter((entry) => entry.stage === 'decided' && entry.evidence.length > 1);
  await requireGenuine(mac, entries, decisions);
  const acts = await Promise.all(
    decisions.map(async (decided) => {
      const kept = await evidence.get(decided.caseId, evidenceOf(decided, 1));
      return asked.parse(JSON.parse(Buffer.from(kept).toString('utf8'))).subject.acts;
    }),
  );
  return acts.flat();
}
