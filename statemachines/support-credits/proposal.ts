import type { z } from 'zod';
import type { AssessmentCore } from '../kernel/assessment.ts';
import type { Act } from '../kernel/authority/duties.ts';
import { Decimal } from '../kernel/decimal.ts';
import type { Proposed } from '../kernel/define-workflow.ts';
import type { Finding } from '../kernel/finding.ts';
import { digestOf } from '../kernel/ids.ts';
import { toMoney } from '../kernel/money.ts';
import type { Command, ExpectedVersion } from '../kernel/proposal.ts';
import { inGroup } from '../kernel/rates.ts';
import { amountOf } from './amounts/requested.ts';
import { creditsOfMonth } from './amounts/service-level.ts';
import { bookingOf } from './booking.ts';
import { type Chosen, chosenOf } from './chosen.ts';
import type { Claim } from './claim.ts';
import type { CreditCase } from './credit-case.ts';
import { measureOf } from './measure.ts';
import { incidentKey } from './open-claim.ts';
import { postCreditPayload } from './post-credit-payload.ts';
import { type PostingDate, postingDateOf } from './posting-date.ts';

type Payload = z.input<typeof postCreditPayload>;

/**
 * The one command that posts the credit, to the minor unit; none while invoice, amount, period, account, rate or a version
 * is not certain (a finding says so). The assessment has no influence: it is not even read.
 */
export function proposeCredit(
  of: CreditCase,
  _findings: readonly Finding[],
  _assessment?: AssessmentCore,
): Proposed | undefined {
  const { caseId, document, facts, today } = of;
  const { company, customer } = facts;
  const chosen = chosenOf(of);
  const net = amountOf(of);
  const posting = chosen && postingDateOf(of, chosen.invoice.date);
  if (!company || !customer || !chosen || !net || !posting) return undefined;
  const booking = bookingOf(of, chosen, net);
  const expects = versionsOf(of, chosen, posting);
  const { currency } = document.claimed;
  if (!booking || !expects) return undefined;
  const payload = postCreditPayload.safeParse({
    ...{ schema: 1, caseId, company: company.id, customer: customer.id },
    ...{ incident: document.incident.id, agent: document.agent, currency, postingDate: posting.date },
    ...booking,
    versions: expects,
  } satisfies Payload);
  const gross = new Decimal(booking.totals.gross).abs();
  const exact = inGroup(gross, currency, today, facts);
  const measure = measureOf(of, customer, gross, currency);
  if (!payload.success || !exact || measure.exposures.length === 0) return undefined;
  const command: Command = {
    kind: 'post-credit',
    company: company.code,
    idempotencyKey: `${caseId}/post-credit/1`,
    payload: JSON.parse(JSON.stringify(payload.data)) as Command['payload'],
    compensation: {
      kind: 'none',
      reason:
        'a credit is taken back by a document of its own in the ERP: reversals take back what suppliers have sent',
    },
  };
  return {
    commands: [command],
    expects,
    claims: [`credit ${company.id} ${incidentKey(document.incident.id)} ${customer.id}`, ...monthOf(of)],
    exposure: toMoney(exact, facts.groupCurrency),
    measure,
    acts: [...facts.acts, requestOf(document)],
    counterparty: customer.code,
    segment: company.code,
    attributes: { serviceLevel: document.reason === 'service-level', asClaimed: net.equals(document.claimed.amount) },
  };
}

/**
 * A service level is what the month still owes after the credits that it had: of several claims computed after the same
 * ones, against whatever invoices, one is posted, and the others are computed anew.
 */
function monthOf({ document, facts }: CreditCase): string[] {
  const { reason, serviceData } = document;
  if (reason !== 'service-level' || !serviceData || !facts.contract) return [];
  const before = creditsOfMonth({ document, facts }).map(
    ({ id, invoice }) => `${invoice === undefined ? 'entry' : 'note'}-${id}`,
  );
  return [`service-level ${facts.contract.id} ${serviceData.month} after ${digestOf(before.sort())}`];
}

/** Whoever asked for it approves nothing of it. */
const requestOf = ({ agent, id }: Claim): Act => ({ duty: 'credit-request', by: agent, to: `the claim ${id}` });

/** What the ERP must still say when the credit is posted; nothing if the facts don't tell of which version they are. */
function versionsOf({ document, facts }: CreditCase, { invoice }: Chosen, { period }: PostingDate) {
  const wanted = [
    `customer-document ${invoice.id}`,
    `period ${period.id}`,
    `party ${facts.customer?.id}`,
    ...(document.contract === undefined ? [] : [`service-contract ${facts.contract?.id}`]),
  ];
  const versions: ExpectedVersion[] = facts.versions.filter(({ kind, id }) => wanted.includes(`${kind} ${id}`));
  return versions.length === wanted.length ? versions : undefined;
}
