import { GOVERNANCE } from '../../statemachines/kernel/authority/change.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { OutcomeContract } from '../../statemachines/kernel/events/event-contract.ts';
import { governanceEventOf } from '../../statemachines/kernel/events/governance.ts';
import { outcomeEvent } from '../../statemachines/kernel/events/outcomes.ts';
import { type OutgoingEvent, outgoing } from '../../statemachines/kernel/events/outgoing-event.ts';
import { reversalRequestedEvent } from '../../statemachines/kernel/events/reversal-requested.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { undoes } from '../erp/steps.ts';
import { broughtBy } from '../shared/case-log.ts';
import { OF_NO_WORKFLOW } from './of-no-workflow.ts';

/**
 * The event by which everybody hears of an entry, if it is told at all; the same for the same entry, however often it
 * is asked for, with the entry's hash as its id and the trace of the event that brought its document.
 * @param entries the case's, of which the entry is one
 * @throws ContractBroken when the entry can't be told as its contract says
 */
export function toldAs(
  entry: LedgerEntry,
  entries: readonly LedgerEntry[],
  workflowOf: (slug: string) => Workflow,
): OutgoingEvent | undefined {
  const { slug } = entry.workflow;
  if (OF_NO_WORKFLOW[slug]) return undefined;
  if (slug === GOVERNANCE.slug) return governanceToldAs(entry);
  if (entry.stage === 'reversal-requested') return reversalRequestedEvent(entry);
  const contract = workflowOf(slug).outcomes.find((outcome) => tells(outcome, entry));
  if (!contract) return undefined;
  const { caseId, seq, hash, at, body } = entry;
  const data = { caseId, entry: { seq, hash }, ...contract.pick(body) };
  return outcomeEvent(contract, data, at, broughtBy(entries, entry)?.body['traceparent']);
}

/** A change of the rules is told to everybody. */
function governanceToldAs(entry: LedgerEntry): OutgoingEvent | undefined {
  const told = governanceEventOf(entry);
  if (!told) return undefined;
  const { caseId: subject, hash: id, at: time } = entry;
  return outgoing(told.contract, { id, subject, time, data: told.data });
}

/** What only undoes an effect is told by a contract of its own, or not at all. */
function tells({ stage, command, when }: OutcomeContract, entry: LedgerEntry): boolean {
  const { stage: of, body } = entry;
  if (stage !== of || !(when?.(body) ?? true)) return false;
  return command === undefined ? !undoes(entry) : command === body['command'];
}
