import { z } from 'zod';
import { type AssessmentTask, type Judged, statedAnomalies, statedConfidence } from '../kernel/assessment.ts';
import { Decimal, decimalText } from '../kernel/decimal.ts';
import { currencyCode } from '../kernel/money.ts';
import { personalIn } from '../kernel/redact.ts';
import { dueOf } from './amounts/requested.ts';
import { creditSubject, shownOf } from './assessment-subject.ts';
import type { Claim } from './claim.ts';
import { REASONS } from './classify.ts';
import type { CreditFacts } from './facts.ts';

/** What the model may say about a claim. Its amount is a suggestion to compare with, and is booked by nobody. */
export const creditAssessmentSchema = z.strictObject({
  summary: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(400),
        cites: z.array(z.string().min(1).max(60)).min(1).max(10).describe('Ids of the messages that say so'),
      }),
    )
    .min(1)
    .max(8)
    .describe('The case, one statement each, nothing that no message says'),
  cause: z.enum([...REASONS, 'unclear']).describe('What really is the reason, whatever the claim calls it'),
  suggested: z
    .strictObject({
      net: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'decimal text'),
      currency: currencyCode,
      computation: z.string().min(1).max(500).describe('Step by step, with the figures used'),
    })
    .describe('What the credit comes to, net'),
  reply: z.string().min(1).max(1_500).describe('A draft of what the customer is told once the credit is posted'),
  anomalies: statedAnomalies.describe('Everything that a careful controller would ask about; empty if nothing'),
  confidence: statedConfidence,
});
export type CreditAssessment = z.infer<typeof creditAssessmentSchema>;

/** The AI's role: summarise with citations, classify, suggest. Its answer can only add scrutiny. */
export const creditAssessment: AssessmentTask<Claim, CreditFacts> = {
  toolName: 'assess_credit',
  toolDescription: 'Records what one claim of a credit is about, with citations, and what is odd about it.',
  purpose: 'assess-support-credit',
  dataClasses: ['support-thread', 'invoice'],
  schema: creditAssessmentSchema,
  maxTokens: 2_500,
  subject: creditSubject,
  judge: judgeCredit,
};

/** No citation of what was not shown and no personal data in what the ledger keeps; another amount or cause than the rule’s is an anomaly. */
export function judgeCredit(answer: unknown, document: Claim, facts: CreditFacts): Judged {
  const said = creditAssessmentSchema.parse(answer);
  return { faults: [...faultsIn(said, document)], anomalies: [...anomaliesIn(said, document, facts)] };
}

function* faultsIn({ summary, reply, suggested, anomalies }: CreditAssessment, { thread }: Claim) {
  const shown = new Set(shownOf(thread).map(({ id }) => id));
  for (const [nth, { cites }] of summary.entries())
    if (cites.some((id) => !shown.has(id))) yield `summary.${nth}: cites a message that is not there`;
  const reasons = anomalies.map(({ reason }) => reason);
  const texts = [...summary.map(({ text }) => text), reply, suggested.computation, ...reasons];
  if (texts.some((text) => personalIn(text).some(({ kind }) => kind !== 'name')))
    yield 'repeats an address, a number or an account of somebody';
}

function* anomaliesIn({ suggested, cause }: CreditAssessment, document: Claim, facts: CreditFacts) {
  const due = dueOf({ document, facts });
  const { currency } = document.claimed;
  const same = due?.equals(new Decimal(decimalText.parse(suggested.net))) === true && suggested.currency === currency;
  if (!same)
    yield {
      code: 'amount-differs',
      reason: `The model suggests ${suggested.net} ${suggested.currency}; by rule it is ${due?.toFixed() ?? 'unknown'} ${currency}.`,
    };
  if (cause !== document.reason)
    yield { code: 'cause-differs', reason: `The model takes it for ${cause}, the claim says ${document.reason}.` };
}
