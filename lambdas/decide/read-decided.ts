import { z } from 'zod';
import type { Case, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { type Finding, finding } from '../../statemachines/kernel/finding.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { Proposal } from '../../statemachines/kernel/proposal.ts';
import { adjustedCase } from '../shared/adjusted-case.ts';
import { evidenceOf, sourceOf } from '../shared/case-log.ts';
import type { Evidence, MacPort } from '../shared/ports.ts';
import type { Assessed } from './genuine-assessment.ts';

/** The genuine entries that a decision is made from. */
export interface Read {
  readonly entries: readonly LedgerEntry[];
  readonly brought: LedgerEntry;
  readonly gathered: LedgerEntry;
  readonly assessed?: Assessed | undefined;
}

/** What is decided about, as the evidence of those entries says. */
export interface ReadCase {
  readonly of: Case<unknown, unknown>;
  readonly findings: readonly Finding[];
  /** Hashes of the document and of the facts. */
  readonly evidence: Proposal['evidence'];
}

/** Reads the evidence; nothing of it comes from anywhere but the ledger. */
export async function readDecided(
  workflow: Workflow,
  { entries, brought, gathered }: Read,
  deps: { readonly evidence: Evidence; readonly mac: MacPort },
): Promise<ReadCase> {
  const { caseId } = brought;
  const evidence = { document: evidenceOf(brought, 0), facts: evidenceOf(gathered, 0) };
  const json = async (hash: string): Promise<unknown> =>
    JSON.parse(Buffer.from(await deps.evidence.get(caseId, hash)).toString('utf8'));
  const document = workflow.parse(await deps.evidence.get(caseId, evidence.document));
  const facts = workflow.factsSchema.parse(await json(evidence.facts));
  const findings = z.array(finding).parse(await json(evidenceOf(gathered, 1)));
  const today = z.iso.date().parse(gathered.body['today']);
  const asRead = { caseId, document, facts, source: sourceOf(brought), today };
  const { of } = await adjustedCase(workflow, asRead, entries, deps.mac);
  return { of, findings, evidence };
}
