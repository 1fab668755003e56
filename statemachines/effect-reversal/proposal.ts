import type { Act } from '../kernel/authority/duties.ts';
import { Decimal } from '../kernel/decimal.ts';
import type { Proposed } from '../kernel/define-workflow.ts';
import type { Finding } from '../kernel/finding.ts';
import type { Command } from '../kernel/proposal.ts';
import { type ReversalRequest, reversalKeyOf } from '../kernel/reversal.ts';
import { CARRIED_OUT } from './controls/compensation.ts';
import { reversalDateOf } from './posting-date.ts';
import type { ReversalCase } from './reversal-case.ts';
import { reverseInvoicePayload } from './reverse-invoice-payload.ts';

/** The one row of the delegation of authority for reversals. */
export const REVERSAL_CATEGORY = 'reversal';

/**
 * The one command that takes the whole effect back, by the amounts that the ledger has confirmed; none while document, company
 * or period are not certain (a finding says so). The claim lets one reversal of an effect pass, whoever asks for others.
 */
export function proposeReversal(
  { caseId, document: asked, facts }: ReversalCase,
  _: readonly Finding[],
): Proposed | undefined {
  const { company, document } = facts;
  const posting = reversalDateOf(facts);
  const { reverses } = asked;
  if (!company || !document || !posting || reverses.compensation !== CARRIED_OUT) return undefined;
  const wanted = [`vendor-document ${document.id}`, `period ${posting.period.id}`];
  const expects = facts.versions.filter(({ kind, id }) => wanted.includes(`${kind} ${id}`));
  if (expects.length !== wanted.length) return undefined;
  const { key, caseId: of, document: posted } = reverses;
  const payload = reverseInvoicePayload.safeParse({
    schema: 1,
    caseId,
    reverses: { caseId: of, key, document: posted.id, number: posted.number },
    company: company.id,
    currency: posted.currency,
    postingDate: posting.date,
    reason: asked.reason,
    totals: { net: negated(posted.net), tax: negated(posted.tax), gross: negated(posted.gross), payable: '0' },
    versions: expects,
  });
  if (!payload.success) return undefined;
  const command: Command = {
    kind: 'reverse-invoice',
    company: asked.company.code,
    idempotencyKey: reversalKeyOf(key),
    payload: payload.data as Command['payload'],
    compensation: {
      kind: 'none',
      reason: 'a corrected document comes under a number of its own, or is entered by hand',
    },
  };
  const { code, id } = document.vendor;
  return {
    commands: [command],
    expects,
    claims: [`effect:${key}`],
    exposure: asked.exposure,
    measure: { category: REVERSAL_CATEGORY, ...asked.measure, adds: false, earlier: [] },
    acts: [...facts.acts, ...actsOf(asked)],
    counterparty: code ?? id,
    segment: asked.company.code,
    attributes: {},
  };
}

const negated = (amount: string) => new Decimal(amount).negated().plus(0).toFixed();

/** Who asked for it, now or before, and who had a hand in what is reversed, by all their names: none of them approves it. */
function actsOf({ reverses, requestedBy, countersignedBy, acts = [] }: ReversalRequest): Act[] {
  const to = `the case ${reverses.caseId}`;
  const requested = requestedBy.names.map((by): Act => ({ duty: 'reversal-request', by, to }));
  const approved = countersignedBy.flatMap(({ duty, names }) => names.map((by): Act => ({ duty, by, to })));
  return [...requested, ...approved, ...acts];
}
