import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import type { TaskInput } from '../../statemachines/kernel/task-input.ts';
import { beginningOf } from '../shared/attempts.ts';
import { documentEntry, evidenceOf, newest, required } from '../shared/case-log.ts';
import type { Evidence, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { invalidInput } from '../shared/task.ts';

interface Gathered {
  readonly document: unknown;
  readonly facts: unknown;
  /** SHA-256 of the raw document and of the facts as JSON. */
  readonly hashes: { readonly document: string; readonly facts: string };
}

/**
 * The document and the facts of this visit as the ledger knows them: genuine entries, content that matches its hash.
 * @throws CountersignError LedgerBroken for what is missing or does not verify, InvalidInput for what can't be read,
 * NotAuthorised for an attempt that is not due
 */
export async function readCase(
  { caseId, attempt, visit = 0 }: TaskInput,
  entries: readonly LedgerEntry[],
  workflow: Workflow,
  { evidence, mac }: { readonly evidence: Evidence; readonly mac: MacPort },
): Promise<Gathered> {
  beginningOf(attempt, entries);
  const brought = documentEntry(entries);
  const gathered = required(newest(entries, 'gathered', { attempt, visit }), `gathered, visit ${visit}`);
  await requireGenuine(mac, entries, [brought, gathered]);
  const hashes = { document: evidenceOf(brought, 0), facts: evidenceOf(gathered, 0) };
  const [raw, json] = await Promise.all([evidence.get(caseId, hashes.document), evidence.get(caseId, hashes.facts)]);
  const facts = workflow.factsSchema.safeParse(JSON.parse(Buffer.from(json).toString('utf8')));
  if (!facts.success) throw invalidInput(facts.error);
  return { document: workflow.parse(raw), facts: facts.data, hashes };
}
