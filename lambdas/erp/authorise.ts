import { consents } from '../../statemachines/kernel/authority/consents.ts';
import type { Act } from '../../statemachines/kernel/authority/duties.ts';
import type { Hold } from '../../statemachines/kernel/authority/hold.ts';
import { measure } from '../../statemachines/kernel/authority/measure.ts';
import { isHeld, type Stop } from '../../statemachines/kernel/authority/stop.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { type LedgerEntry, STAGE_WRITER } from '../../statemachines/kernel/ledger-entry.ts';
import type { Proposal } from '../../statemachines/kernel/proposal.ts';
import { handPosting } from '../../statemachines/kernel/statements.ts';
import type { CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { attemptOf, isClosedSince, isVoid } from '../shared/attempts.ts';
import { type Approval, actsOf, approvalsOf, givenBy, suffices } from '../shared/authority/approval.ts';
import { ruleOn } from '../shared/authority/decide-route.ts';
import { mayConsent } from '../shared/authority/may-consent.ts';
import { mayCountersign } from '../shared/authority/may-countersign.ts';
import type { PolicySet } from '../shared/authority/policy-set.ts';
import { needsFourEyes, type Subject } from '../shared/authority/question.ts';
import { scopeOf } from '../shared/authority/scope.ts';
import type { AuthorityPort, AuthoritySnapshot } from '../shared/authority/snapshot.ts';
import { evidenceOf, newest } from '../shared/case-log.ts';
import type { Clock, Commitments, Evidence, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { traceOf } from '../shared/trace.ts';
import { type Commanded, commandedBy } from './commanded.ts';
import { isConfirmed } from './effect-log.ts';
import { genuineProposal, refuse } from './genuine-proposal.ts';
import { OnHold } from './on-hold.ts';
import { countOthers, type Share } from './share.ts';
import { Stopped } from './stopped.ts';

export interface AuthoriseDeps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly policiesOf: (slug: string) => PolicySet;
  readonly evidence: Evidence;
  readonly mac: MacPort;
  readonly authority: AuthorityPort;
  readonly commitments: Commitments;
  readonly clock: Clock;
}

/** The command that the ledger knows for a message: the message itself is never believed. */
export interface Agreed extends Commanded {
  readonly digest: string;
  readonly proposal: Proposal;
  readonly decided: LedgerEntry;
  readonly approvals: readonly Approval[];
  /** What people did on the case since. */
  readonly acts: readonly Act[];
  /** Of the event that brought the case: it goes with the command, and is no part of what was decided. */
  readonly traceparent?: string;
}

/**
 * Finds the exact command in the newest decision of the case, or what that decision declares to undo one.
 * @throws CountersignError NotAuthorised when there is none for this message, it was used, or it is not its turn;
 * LedgerBroken; NothingToUndo
 */
export async function agreedCommand(
  message: CommandMessage,
  entries: readonly LedgerEntry[],
  deps: AuthoriseDeps,
): Promise<Agreed> {
  const decided = newest(entries, 'decided') ?? refuse('the case has no decision');
  const people = entries.filter(({ actor, stage }) => actor.kind === 'person' || stage === 'answered');
  const brought = entries.filter(({ stage }) => stage === 'received' || stage === 'superseded');
  await requireGenuine(deps.mac, entries, [...brought, decided, ...people]);
  if (isVoid(message.attempt, entries)) refuse('a person or its sender has ended the attempt');
  const { attempt, visit, route } = decided.body;
  if (attempt !== message.attempt || visit !== message.visit) refuse('a newer decision has taken its place');
  if (route !== 'auto' && route !== 'review') refuse(`the decision was ${String(route)}`);
  if (handPosting(entries)) refuse('a person has posted it by hand');
  if (isClosedSince(decided, entries)) refuse('the case was closed after the decision');
  const digest = String(decided.body['digest'] ?? refuse('the decision names no proposal'));
  const agreed = await genuineProposal(message.caseId, digest, decided, deps.evidence);
  const { effects } = deps.workflowOf(message.workflow);
  if (agreed.commands.length > 1) await requireGenuine(deps.mac, entries, entries.filter(isGateways));
  const commanded = commandedBy(message.command, { proposal: agreed, digest, decided, effects }, entries);
  if (isConfirmed(entries, commanded.command.idempotencyKey))
    refuse('this command is used up: the ERP has confirmed it before');
  commanded.inTurn(entries);
  const approvals = approvalsOf(entries, decided, digest);
  const traceparent = traceOf(entries);
  const decision = { digest, proposal: agreed, decided, approvals, acts: actsOf(people) };
  const inTurn = (now: readonly LedgerEntry[]) => {
    requireNewestAttempt(message.attempt, now);
    commanded.inTurn(now);
  };
  return { ...commanded, ...decision, inTurn, ...(traceparent && { traceparent }) };
}

/** What an earlier attempt has prepared is found out all the same; nothing more is begun under its decision. */
function requireNewestAttempt(attempt: number, now: readonly LedgerEntry[]): void {
  const newest = attemptOf(now);
  if (newest > attempt) refuse(`attempt ${newest} has begun: what is done it decides`);
}

const isGateways = ({ stage }: LedgerEntry) => STAGE_WRITER[stage] === 'gateway';

/** What permits a command now, to be written down together with it. */
export interface Entitled {
  /** Every stop switch that could stop it, as it is now. */
  readonly stops: readonly Stop[];
  /** In force of nobody, as it is now. */
  readonly hold: Hold;
  /** None of what only undoes. */
  readonly share?: Share;
}

/**
 * Who committed it may commit it now, together with all that others of its group have committed: the agent by today's
 * policy and limits, or people whose countersignatures and consents to this digest are genuine, unexpired, and still
 * within today's authority of each of them, all different people, in the order that was decided. What only undoes was permitted together with what it undoes: nobody is asked again.
 * @throws Stopped; OnHold; CountersignError NotAuthorised with the reason; FactsChanged where it was enough once and is not any
 * more for others' commitments or people's limits, so that the case is decided again, by a person; Transient
 */
export async function requireEntitled(agreed: Agreed, deps: AuthoriseDeps): Promise<Entitled> {
  const { decided, proposal: of } = agreed;
  const { subject, snapshot } = await requireUnstopped(agreed, deps);
  const { stops, hold } = snapshot;
  if (agreed.undoes) return { stops, hold };
  const policies = deps.policiesOf(of.workflow.slug);
  const { caseId, workflow } = of;
  const named = { caseId, workflow: workflow.slug };
  const { subject: counted, share } = await countOthers(subject, snapshot, named, deps);
  const isAgents = (measured: Subject) =>
    decided.body['route'] === 'auto' && ruleOn(policies, measured, snapshot).route === 'auto';
  if (isAgents(counted)) return { stops, hold, share };
  if (agreed.approvals.length === 0 && isAgents(subject)) {
    const why = 'with what others of its group have committed meanwhile, it is not the agent’s to commit';
    throw new CountersignError('FactsChanged', why);
  }
  const today = { policies, subject: withActs(counted, agreed), snapshot };
  return { stops: [...stops, ...(await requireApprovals(agreed, today, deps))], hold, share };
}

/**
 * What was decided about, and the authority of today, where no stop or hold is in force of it.
 * @throws Stopped; OnHold; CountersignError NotAuthorised, FactsChanged
 */
async function requireUnstopped({ decided, digest, proposal: of }: Agreed, deps: AuthoriseDeps) {
  const text = Buffer.from(await deps.evidence.get(of.caseId, evidenceOf(decided, 1))).toString('utf8');
  const { subject } = JSON.parse(text) as { subject: Subject };
  if (subject.id !== digest) refuse('policy was asked about another proposal');
  if (!measure.safeParse(subject.measure).success)
    throw new CountersignError('FactsChanged', 'it was not decided by what it is measured by now');
  if (!consents.safeParse(subject.consents ?? []).success) refuse('the decision does not say whose consent it takes');
  const snapshot = await deps.authority.read(scopeOf(deps.workflowOf(of.workflow.slug), subject));
  if (isHeld(snapshot.stops)) throw new Stopped(snapshot.stops);
  if (snapshot.hold.held) throw new OnHold(snapshot.hold, deps.clock);
  return { subject, snapshot };
}

const withActs = (subject: Subject, { acts }: Agreed): Subject => ({ ...subject, acts: [...subject.acts, ...acts] });

interface Today {
  readonly policies: PolicySet;
  readonly subject: Subject;
  readonly snapshot: AuthoritySnapshot;
}

/** The stop switches of those whose countersignatures count. */
async function requireApprovals(
  { approvals, decided }: Agreed,
  today: Today,
  { authority, clock }: AuthoriseDeps,
): Promise<Stop[]> {
  if (approvals.length === 0) {
    const alone = decided.body['route'] === 'auto';
    refuse(alone ? 'the agent is no longer permitted to commit it' : 'nobody has countersigned it');
  }
  const now = clock.now().toISOString();
  const unexpired = approvals.filter(({ validUntil }) => now < validUntil);
  if (unexpired.length === 0) refuse('the countersignature has expired');
  const { policies, subject, snapshot } = today;
  const entitled = await Promise.all(
    unexpired.map(async ({ subject: person, claimed, action, role }) => {
      const standing = await authority.standing(person);
      const candidate = { subject: person, claimed, standing };
      const may =
        action === 'consent'
          ? mayConsent(policies, subject, snapshot, candidate, [role])
          : mayCountersign(policies, subject, snapshot, candidate);
      return { person, stop: standing.stop, ...may };
    }),
  );
  if (suffices(entitled.flatMap(givenBy), needsFourEyes(subject, snapshot) ? 2 : 1, subject.consents))
    return entitled.filter(({ permitted }) => permitted).map(({ stop }) => stop);
  const why = entitled.map(({ person, reasons }) => `${person}: ${reasons.join('; ') || 'one is not enough'}`);
  throw new CountersignError('FactsChanged', `the countersignatures no longer suffice (${why.join(', ')})`);
}
