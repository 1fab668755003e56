import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type Proposal, proposal, proposalDigest } from '../../statemachines/kernel/proposal.ts';
import { evidenceOf } from '../shared/case-log.ts';
import type { Evidence } from '../shared/ports.ts';

/**
 * The proposal of a digest, as decided.
 * @throws CountersignError NotAuthorised when evidence, digest, decision and case do not match
 */
export async function genuineProposal(
  caseId: string,
  digest: string,
  decided: LedgerEntry,
  evidence: Evidence,
): Promise<Proposal> {
  if (evidenceOf(decided, 0) !== digest) refuse('the decision’s digest is not its evidence');
  const text = Buffer.from(await evidence.get(caseId, digest)).toString('utf8');
  const parsed = proposal.safeParse(JSON.parse(text));
  if (!parsed.success || proposalDigest(parsed.data) !== digest || parsed.data.caseId !== caseId) {
    return refuse('the proposal does not match its digest or its case');
  }
  return parsed.data;
}

/** @throws CountersignError NotAuthorised */
export const refuse = (why: string): never => {
  throw new CountersignError('NotAuthorised', why);
};
