import type { z } from 'zod';
import type { Adjustable, Adjustments } from './adjustments.ts';
import type { AssessmentCore, AssessmentTask } from './assessment.ts';
import type { Consent } from './authority/consents.ts';
import type { Act, Duty } from './authority/duties.ts';
import type { Measure } from './authority/measure.ts';
import type { IncomingContract, OutcomeContract } from './events/event-contract.ts';
import type { Control, Finding, OwnerFunction } from './finding.ts';
import type { Money } from './money.ts';
import type { Command, ExpectedVersion } from './proposal.ts';
import type { ReviewServiceLevel } from './review-steps.ts';
import type { WorkingCalendar } from './working-time.ts';

/** One state of the graph that reaches an ERP, and the command kind that it may send. */
export interface Effect {
  readonly state: string;
  readonly command: string;
  /** The state whose effect this one undoes; only such a state may run without passing Decide again. */
  readonly compensates?: string;
}

/** Service levels from which the construct makes the alarms. */
export interface ServiceLevels {
  /** p95 of the straight-through execution, milliseconds. */
  readonly straightThroughP95Ms: number;
  /** Failed or timed-out executions tolerated in five minutes. */
  readonly failedExecutions: number;
  /** Age of the oldest command waiting for the ERP, seconds. */
  readonly oldestCommandSeconds: number;
}

/** Where a document came from. */
export interface Origin {
  /** The producer that the bus policy pins; never what the event says of itself. */
  readonly source: string;
  /** Of the CloudEvent: what its events are in order of. */
  readonly subject?: string | undefined;
}

/** What one document asks to be decided about: `undefined` proposal = nothing can be posted (a finding says why). */
export interface Proposed {
  readonly commands: Command[];
  readonly expects: ExpectedVersion[];
  readonly claims: string[];
  /** In group currency, for people to read; what authority is measured by is `measure`. */
  readonly exposure: Money;
  readonly measure: Measure;
  /** Whom a stop switch names to stop everything with them: a vendor's code, a customer's. */
  readonly counterparty?: string | undefined;
  /** What people did before that may exclude them from countersigning. */
  readonly acts: readonly Act[];
  /** The part of the business whose autonomy level counts: an ERP company's code. */
  readonly segment: string;
  /** What policy may look at besides findings and assessment: attributes of the Cedar resource. */
  readonly attributes: Readonly<Record<string, boolean | number | string>>;
  /**
   * Who must consent before those with the authority over the amount countersign; where there is anybody, the agent
   * commits nothing. Each is another person. Only roles that {@link WorkflowAuthority} names.
   */
  readonly consents?: readonly Consent[];
}

/** What identifies a case at intake, read from the document, and from where it came if that is part of what it is. */
export interface Identified {
  readonly businessKey: readonly string[];
  /** For people: `380 FA-2026-0042 from Acme GmbH`. */
  readonly subject: string;
}

/** What a review of this workflow asks of people besides their authority. */
export interface ReviewTerms<Document = unknown, Facts = unknown> {
  /** Findings with which somebody must have confirmed the bank account by telephone before an approval counts. */
  readonly callBackFor: readonly string[];
  /** A number counts only if it has been unchanged for so many days: whoever has an account changed changes it, too. */
  readonly callBackDays: number;
  /** The master's telephone numbers of whom to call; never the document's. */
  callBackNumbers(document: Document, facts: Facts): readonly CallBackNumber[];
  /** How soon whoever is asked must decide, by amount. */
  readonly serviceLevel: ReviewServiceLevel;
  /** Whose working time that is, by company code; `*` is any other company. */
  readonly calendars: Readonly<Record<string, WorkingCalendar>> & { readonly '*': WorkingCalendar };
  /** How long whoever sent the case has to answer a reviewer's question, working hours; without it nobody asks them. */
  readonly answerWithin?: number;
  /** What becomes of a case that nobody decided when all roles were asked; there is no consent by silence (T5). */
  readonly end: ReviewEnd;
}

/** A telephone number of the systems of record. */
export interface CallBackNumber {
  readonly id: string;
  readonly number: string;
  /** ISO date. */
  readonly unchangedSince: string;
}

/** How a review may end without a decision. */
export type ReviewEnd = 'refuse' | 'park';

/** Who may countersign this workflow's proposals, by which rows of the delegation of authority. */
export interface WorkflowAuthority {
  /** Of the Cedar schema, and in it the type of the resource; its actions are `commit` and `second`, and `consent` where there are consents. */
  readonly namespace: string;
  readonly resource: string;
  /** Ids of the roles that take part, the agent among them. */
  readonly roles: readonly string[];
  /** Ids of all roles whose consent may be asked for: outside of the ladder of `roles`, never picked by amount nor escalated to. */
  readonly consents?: readonly string[];
  /** Every category that {@link Measure} may name. */
  readonly categories: readonly string[];
  /** What a person does who countersigns, for the conflict table. */
  readonly duty: Duty;
  /**
   * Which documents the agent may commit at all, written a second time beside the policy: the proof of the authority
   * holds one against the other. Amounts, findings and levels are not its matter.
   */
  agentMayCommit(resource: Proposed['attributes'] & { readonly category: string }): boolean;
}

/**
 * One governed workflow: everything that its process owner reviews, and nothing of how it runs.
 * `Document` is the canonical document, `Facts` what the systems of record say.
 */
export interface Workflow<Document = unknown, Facts = unknown> {
  readonly slug: string;
  readonly version: string;
  readonly title: string;
  readonly owners: Readonly<Record<'process' | 'intake' | 'ai' | 'erp' | 'operations', OwnerFunction>>;
  /** The events that start or touch a case. */
  readonly contracts: readonly IncomingContract[];
  /** The events that it is told as: every effect that is confirmed, and every other ending or wait. */
  readonly outcomes: readonly OutcomeContract[];
  /** File of the graph, beside the manifest. */
  readonly definition: URL;
  readonly policy: URL;
  /** Cedar schema of the workflow's own namespace; the kernel's comes before it. */
  readonly policySchema: URL;
  readonly prompt: URL;
  readonly runbook: URL;
  readonly effects: readonly Effect[];
  readonly serviceLevels: ServiceLevels;
  /** Which system-of-record query answers this workflow's questions. */
  readonly factsKind: string;
  readonly factsSchema: z.ZodType<Facts>;
  readonly assessment: AssessmentTask<Document, Facts>;
  readonly controls: readonly Control<Case<Document, Facts>>[];
  /** Codes of the findings that park a case for a person to do in the ERP by hand what it was for. */
  readonly byHand?: readonly string[];
  readonly authority: WorkflowAuthority;
  /** Every figure that its controls measure by, as JSON: what the functions that own them sign. */
  readonly tolerances: Readonly<Record<string, unknown>>;
  readonly review: ReviewTerms<Document, Facts>;
  /** What a reviewer may propose otherwise; without it nothing. */
  readonly adjustments?: Adjustable<Document, Facts>;
  /** How long a review may take in all, whatever its steps and calendar say, and how long one effect may take; seconds. */
  readonly reviewSeconds: number;
  readonly effectSeconds: number;
  /**
   * Reads the raw document.
   * @throws CountersignError InvalidInput with the reason and the place
   */
  parse(raw: Uint8Array): Document;
  /** @throws CountersignError InvalidInput when the document does not fit where it came from */
  identify(document: Document, origin: Origin): Identified;
  /** What to ask the systems of record: canonical JSON, its schema belongs to `factsKind`. */
  query(document: Document): Readonly<Record<string, unknown>>;
  /** By what other cases in flight recognise this one: vendor, number, amount … as text. */
  facets(document: Document, facts: Facts): Readonly<Record<string, string>>;
  /** Code of the company that the case is of, as far as the facts tell; whoever has a role in it may reopen the case. */
  companyOf(document: Document, facts: Facts): string | undefined;
  /** Pure: the exact commands, or `undefined` when the facts allow none. */
  propose(of: Case<Document, Facts>, findings: readonly Finding[], assessment?: AssessmentCore): Proposed | undefined;
}

/** What the controls and the proposal are computed from. */
export interface Case<Document, Facts> {
  readonly caseId: string;
  readonly document: Document;
  readonly facts: Facts;
  /** The producer of the document that the case has, as the bus policy pins it: from the ledger, never from the data. */
  readonly source: string;
  /** The calendar day of the decision, `2026-11-24`: from the ledger, never from the clock. */
  readonly today: string;
  /** What a reviewer wants otherwise, if the facts allow it. */
  readonly adjustments?: Adjustments | undefined;
}

/** Checks a manifest's types where it is written; the registry then holds workflows of every kind. */
export function defineWorkflow<Document, Facts>(workflow: Workflow<Document, Facts>): Workflow<Document, Facts> {
  return workflow;
}
