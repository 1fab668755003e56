import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import {
  type Command,
  commandIdOf,
  type Proposal,
  proposal,
  proposalDigest,
} from '../../statemachines/kernel/proposal.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { ruleOn, type Subject } from '../shared/authority/decide-route.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import type { AuthorityPort, AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import { evidenceOf, newest } from '../shared/case-log.ts';
import type { Clock, Evidence, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

export interface AuthoriseDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly policiesOf: (slug: string) => PolicySet;
  readonly evidence: Evidence;
  readonly mac: MacPort;
  readonly authority: AuthorityPort;
  readonly clock: Clock;
}

export interface Authorised {
  readonly command: Command;
  readonly commandId: string;
  readonly digest: string;
  readonly proposal: Proposal;
  readonly snapshot: AuthoritySnapshot;
}

const refuse = (why: string): never => {
  throw new CountersignError('NotAuthorised', why);
};

/**
 * The last check, from the ledger and live policy, never from the message: this digest was decided `auto` and the
 * agent is still permitted, or a person countersigned it and is still entitled; it is the newest decision of the
 * attempt; the command is part of it.
 * @throws CountersignError NotAuthorised with the reason, LedgerBroken
 */
export async function authorise(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  deps: AuthoriseDeps,
): Promise<Authorised> {
  const decided = newest(entries, 'decided') ?? refuse('the case has no decision');
  const approved = newest(entries, 'approved');
  await requireGenuine(deps.mac, entries, approved ? [decided, approved] : [decided]);
  if (decided.body['attempt'] !== message.attempt) refuse('the newest decision belongs to another attempt');
  const closed = entries.some(
    (entry) => entry.seq > decided.seq && (entry.stage === 'refused' || entry.stage === 'parked'),
  );
  if (closed) refuse('the case was closed after the decision');
  const digest = String(decided.body['digest'] ?? refuse('the decision names no proposal'));
  const agreed = await genuineProposal(message.caseId, digest, decided, deps.evidence);
  const workflow = deps.workflowOf(agreed.workflow.slug);
  const index = agreed.commands.findIndex((command) => command.kind === message.command);
  const command = agreed.commands[index] ?? refuse(`the proposal has no command ${message.command}`);
  const { subject, segment } = await judged(message.caseId, decided, deps.evidence);
  if (subject.id !== digest) refuse('policy was asked about another proposal');
  const snapshot = await deps.authority.read(workflow.slug, segment);
  const ruling = ruleOn(deps.policiesOf(workflow.slug), subject, snapshot);
  const auto = decided.body['route'] === 'auto' && ruling.route === 'auto';
  if (!auto) requireApproval(approved, decided, digest, snapshot, deps);
  return { command, commandId: commandIdOf(digest, index), digest, proposal: agreed, snapshot };
}

/** A person's approval of this digest, given after the decision, unexpired, by a role that still exists. */
function requireApproval(
  approved: LedgerEntry | undefined,
  decided: LedgerEntry,
  digest: string,
  snapshot: AuthoritySnapshot,
  deps: Pick<AuthoriseDeps, 'clock'>,
) {
  if (!approved || approved.seq < decided.seq) {
    refuse(
      decided.body['route'] === 'auto'
        ? 'the agent is no longer permitted to commit it'
        : 'nobody has countersigned it',
    );
    return;
  }
  if (approved.actor.kind !== 'person') refuse('the countersignature is not a person’s');
  if (approved.body['digest'] !== digest) refuse('the countersignature is for another digest');
  const until = String(approved.body['validUntil'] ?? '');
  if (!(deps.clock.now().toISOString() < until)) refuse('the countersignature has expired');
  if (snapshot.stops.some((stop) => stop.stopped)) refuse('a stop is in force');
}

async function genuineProposal(
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

async function judged(
  caseId: string,
  decided: LedgerEntry,
  evidence: Evidence,
): Promise<{ subject: Subject; segment: string }> {
  const text = Buffer.from(await evidence.get(caseId, evidenceOf(decided, 1))).toString('utf8');
  return JSON.parse(text) as { subject: Subject; segment: string };
}
