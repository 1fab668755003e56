import { z } from 'zod';
import { measure } from '../../statemachines/kernel/authority/measure.ts';
import { decimalText } from '../../statemachines/kernel/decimal.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { currencyCode } from '../../statemachines/kernel/money.ts';
import type { reversalRequest } from '../../statemachines/kernel/reversal.ts';
import { genuineProposal } from '../erp/genuine-proposal.ts';
import { Refusal } from '../review/refusal.ts';
import { approvalsOf } from '../shared/authority/approval.ts';
import { evidenceOf, required } from '../shared/case-log.ts';
import type { Evidence, MacPort } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';

const confirmedBody = z.object({
  ...{ digest: z.string(), idempotencyKey: z.string() },
  document: z.object({
    ...{ id: z.string(), number: z.string(), currency: currencyCode },
    ...{ net: decimalText, tax: decimalText, gross: decimalText, payable: decimalText },
  }),
});
const asked = z.object({ subject: z.object({ measure }) });

/** Of a request, what the ledger knows of the effect: all but who asks, why, and how often before. */
export type ReversibleEffect = Pick<
  z.input<typeof reversalRequest>,
  'company' | 'exposure' | 'measure' | 'countersignedBy' | 'reverses'
>;

interface Deps {
  readonly workflowOf: (slug: string) => Workflow;
  readonly mac: MacPort;
  readonly evidence: Evidence;
}

/**
 * The one effect of a case, by genuine entries: as it was confirmed, by the measure that it was decided by, and with
 * everybody who countersigned it.
 * @throws Refusal not-reversible; CountersignError LedgerBroken
 */
export async function reversibleEffect(
  entries: readonly LedgerEntry[],
  { workflowOf, mac, evidence }: Deps,
): Promise<ReversibleEffect> {
  const [confirmed, ...others] = entries.filter(({ stage }) => stage === 'confirmed');
  if (!confirmed) throw new Refusal('not-reversible', 'Nothing of it is confirmed by the ERP.');
  if (others.length > 0) throw severalEffects();
  const { digest, idempotencyKey: key, document } = confirmedDocument(confirmed);
  const decided = required(
    entries.findLast((one) => one.stage === 'decided' && one.body['digest'] === digest && one.seq < confirmed.seq),
    'decided',
  );
  const approvals = approvalsOf(entries, decided, digest).filter(({ entry }) => entry.seq < confirmed.seq);
  await requireGenuine(mac, entries, [confirmed, decided, ...approvals.map(({ entry }) => entry)]);
  const { caseId } = confirmed;
  const { commands, exposure } = await genuineProposal(caseId, digest, decided, evidence);
  const [command, ...more] = commands;
  if (more.length > 0) throw severalEffects();
  if (command?.idempotencyKey !== key) throw new Refusal('not-reversible', 'No command of its decision has this key.');
  const { kind: compensation, reason } = command.compensation;
  if (compensation === 'none') throw new Refusal('not-reversible', reason);
  const text = Buffer.from(await evidence.get(caseId, evidenceOf(decided, 1))).toString('utf8');
  const { exposures, group } = asked.parse(JSON.parse(text)).subject.measure;
  const { slug } = confirmed.workflow;
  const { duty } = workflowOf(slug).authority;
  return {
    reverses: { caseId, workflow: slug, key, command: command.kind, compensation, digest, document },
    company: { code: command.company, id: String(command.payload['company']) },
    exposure,
    measure: { exposures, group },
    countersignedBy: approvals.map(({ names }) => ({ duty, names: [...names] })),
  };
}

function confirmedDocument({ body }: LedgerEntry) {
  const { data } = confirmedBody.safeParse(body);
  if (!data) throw new Refusal('not-reversible', 'What is confirmed is no document with amounts.');
  if (data.document.id && data.document.number) return data;
  throw new Refusal(
    'not-reversible',
    'The ERP has given its document no number: find it by its key, and undo it by hand.',
  );
}

const severalEffects = () => new Refusal('not-reversible', 'It has several effects, which nothing reverses together.');
