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
import { type AuthorityPort, type AuthoritySnapshot, isStopped } from '../shared/authority/snapshot.ts';
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

/** The command that the ledger knows for a message: the message itself is never believed. */
export interface Agreed {
  readonly command: Command;
  readonly commandId: string;
  readonly digest: string;
  readonly proposal: Proposal;
  readonly decided: LedgerEntry;
  readonly approved: LedgerEntry | undefined;
}

const refuse = (why: string): never => {
  throw new CountersignError('NotAuthorised', why);
};

/**
 * Finds the exact command in the newest decision of the case.
 * @throws CountersignError NotAuthorised when there is none for this message, or it was used; LedgerBroken
 */
export async function agreedCommand(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  deps: AuthoriseDeps,
): Promise<Agreed> {
  const decided = newest(entries, 'decided') ?? refuse('the case has no decision');
  const approved = newest(entries, 'approved');
  await requireGenuine(deps.mac, entries, approved ? [decided, approved] : [decided]);
  const { attempt, visit, route } = decided.body;
  if (attempt !== message.attempt || visit !== message.visit) refuse('a newer decision has taken its place');
  if (route !== 'auto' && route !== 'review') refuse(`the decision was ${String(route)}`);
  const closed = entries.some(({ seq, stage }) => seq > decided.seq && (stage === 'refused' || stage === 'parked'));
  if (closed) refuse('the case was closed after the decision');
  const digest = String(decided.body['digest'] ?? refuse('the decision names no proposal'));
  const agreed = await genuineProposal(message.caseId, digest, decided, deps.evidence);
  const index = agreed.commands.findIndex((candidate) => candidate.kind === message.command);
  const command = agreed.commands[index] ?? refuse(`the proposal has no command ${message.command}`);
  const used = entries.some(
    ({ stage, body }) => stage === 'confirmed' && body['idempotencyKey'] === command.idempotencyKey,
  );
  if (used) refuse('this command is used up: the ERP has confirmed it before');
  return { command, commandId: commandIdOf(digest, index), digest, proposal: agreed, decided, approved };
}

/**
 * Who committed it may commit it now: the agent by today's policy and limits, or the person whose countersignature of
 * this digest is newer than the decision, unexpired and within a role that exists today.
 * @throws CountersignError NotAuthorised with the reason
 */
export async function requireEntitled(agreed: Agreed, deps: AuthoriseDeps): Promise<AuthoritySnapshot> {
  const { decided, digest, proposal: of } = agreed;
  const text = Buffer.from(await deps.evidence.get(of.caseId, evidenceOf(decided, 1))).toString('utf8');
  const { subject, segment } = JSON.parse(text) as { subject: Subject; segment: string };
  if (subject.id !== digest) refuse('policy was asked about another proposal');
  const snapshot = await deps.authority.read(of.workflow.slug, segment);
  if (isStopped(snapshot)) refuse('a stop is in force');
  const ruling = ruleOn(deps.policiesOf(of.workflow.slug), subject, snapshot);
  if (decided.body['route'] === 'auto' && ruling.route === 'auto') return snapshot;
  requireApproval(agreed, ruling.tried.filter(({ verdict }) => verdict.permitted).length > 0, deps.clock);
  return snapshot;
}

function requireApproval({ approved, decided, digest }: Agreed, somebodyPermitted: boolean, clock: Clock): void {
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
  if (!somebodyPermitted) refuse('no role is permitted to commit it any more');
  const until = approved.body['validUntil'];
  if (typeof until !== 'string' || clock.now().toISOString() >= until) refuse('the countersignature has expired');
}

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
