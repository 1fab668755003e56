import type { Draw } from '../../statemachines/kernel/draw.ts';
import type { Finding } from '../../statemachines/kernel/finding.ts';
import { overdrawn, whyOverdrawn } from '../shared/authority/overdrawn.ts';
import type { Commitments } from '../shared/ports.ts';

/**
 * What the facts can't have seen yet: an account that the case would overdraw. People may approve it all the same, to be
 * posted once there is enough; until then the gateway posts nothing.
 * @throws CountersignError Transient
 */
export async function accountFindings(
  draws: readonly Draw[] | undefined,
  caseId: string,
  commitments: Pick<Commitments, 'since'>,
): Promise<Finding[]> {
  const all = await overdrawn(draws ?? [], caseId, commitments);
  return all.map((of) => ({
    ...{ control: 'account', code: 'ACCOUNT-OVERDRAWN', severity: 'blocking', disposition: 'review', terms: [] },
    message: whyOverdrawn(of).slice(0, 500),
  }));
}
