import { z } from 'zod';
import type { IncomingContract, OutcomeContract } from '../kernel/events/event-contract.ts';
import { carriedOut, outcome, parkedAs, refusedAs, reviewOpenedAs, withdrawnAs } from '../kernel/events/outcomes.ts';
import { reversalRequested } from '../kernel/events/reversal-requested.ts';
import { caseId } from '../kernel/ids.ts';
import { saysTakenBack } from '../kernel/taken-back.ts';
import { endsReversal, marksReversed } from './marks.ts';

const amount = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text');

/** The credit as the ERP has it, read back after posting, and what it takes back. */
const reversed = carriedOut.extend({
  reverses: z
    .strictObject({ caseId, key: z.string().min(1) })
    .describe('The case whose effect it is, and the key that it was posted under.'),
  document: z.strictObject({
    id: z.string().describe('Of the ERP.'),
    number: z.string().describe('As the ERP numbered it; empty if it did not, which is a deviation.'),
    currency: z.string().describe('ISO 4217.'),
    net: amount.describe('The negation of what is reversed.'),
    tax: amount,
    gross: amount,
  }),
});

const ofEntry = (seq: number, hash: string) => ({
  caseId: 'effect-reversal-0f3b1c2d4e5f60718293a4b5c6d7e8f9',
  entry: { seq, hash },
});
const digest = '7c211433f02071597741e6ff5a8ea34789abbf43ae0b1c5d6e7f80912a3b4c5d';
const ORIGINAL = 'invoice-processing-6f5d0c8e4b7a49d2a1c3e5f708192a3b';

const effectReversed: OutcomeContract<z.input<typeof reversed>> = {
  type: 'effect.reversed.v1',
  says: 'What a case has posted is taken back in the ERP.',
  stage: 'confirmed',
  command: 'reverse-invoice',
  schema: reversed,
  pick: ({ digest, deviations, authorisationLost, document, idempotencyKey }) => {
    const { id, number, currency, net, tax, gross } = Object(document) as Readonly<Record<string, unknown>>;
    const key = String(idempotencyKey).replace(/\/reversed$/, '');
    return {
      ...{ digest, deviations, authorisationLost, document: { id, number, currency, net, tax, gross } },
      reverses: { caseId: key.split('/')[0], key },
    };
  },
  example: {
    ...ofEntry(9, '3c9909afec25354d551dae21590bb26e38d53f2173b8d3dc3eee4c047e7ab1c1'),
    digest,
    deviations: [],
    reverses: { caseId: ORIGINAL, key: `${ORIGINAL}/post-invoice/1` },
    document: { id: '131', number: 'SCRN-2026-0003', currency: 'EUR', net: '-1900', tax: '-380', gross: '-2280' },
  },
};

const reversalRefused = refusedAs({
  type: 'reversal.refused.v1',
  example: {
    ...ofEntry(7, '0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f'),
    reason: 'REJECTED-IN-REVIEW',
  },
});

const closed = outcome.extend({
  resolution: z
    .string()
    .min(1)
    .describe('`close-refused`, or `posted-by-hand` where somebody has reversed it in the ERP.'),
  reason: z.string().min(1).max(1_000).describe('In the words of whoever closed it.'),
});

const reversalClosed: OutcomeContract<z.input<typeof closed>> = {
  type: 'reversal.closed.v1',
  says: 'A person has closed a reversal that was parked: it posts nothing any more.',
  stage: 'exception-resolved',
  when: ({ resolution }) => resolution !== 'accept-as-is',
  schema: closed,
  pick: ({ resolution, reason }) => ({ resolution, reason }),
  example: {
    ...ofEntry(8, 'a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3'),
    resolution: 'close-refused',
    reason: 'the invoice was paid meanwhile: the vendor pays it back',
  },
};

const accepted = outcome.extend({
  reason: z.string().min(1).max(1_000).describe('In the words of whoever accepted it.'),
});

const reversalAccepted: OutcomeContract<z.input<typeof accepted>> = {
  type: 'reversal.accepted.v1',
  says: 'A person accepts what the ERP has of a reversal, although it is not what was decided.',
  stage: 'exception-resolved',
  when: ({ resolution }) => resolution === 'accept-as-is',
  schema: accepted,
  pick: ({ reason }) => ({ reason }),
  example: {
    ...ofEntry(10, '2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3'),
    reason: 'rounding, agreed with the vendor',
  },
};

/** What the rest of the business hears, from the ledger, once it is so. */
export const reversalOutcomes: readonly OutcomeContract[] = [
  effectReversed,
  reversalRefused,
  reversalClosed,
  reversalAccepted,
  parkedAs({
    type: 'reversal.parked.v1',
    example: {
      ...ofEntry(5, '4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce'),
      reason: 'PAID',
    },
  }),
  withdrawnAs({
    type: 'reversal.withdrawn.v1',
    example: {
      ...ofEntry(6, '4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a'),
      reason: 'asked for by mistake',
    },
  }),
  reviewOpenedAs({
    type: 'reversal.review-opened.v1',
    example: {
      ...ofEntry(5, 'ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d'),
      digest,
      role: 'ap-manager',
      approvals: 1,
      findings: ['PERIOD-CLOSED'],
      due: '2026-11-27T08:00:04.118Z',
    },
  }),
];

const MARKS = { does: 'marks', from: 'ledger', reliesOn: saysTakenBack } as const;

/** What comes in comes from our own ledger: the request, and how it ended, for the case whose effect it is. */
export const reversalContracts: readonly IncomingContract[] = [
  { ...reversalRequested, from: 'ledger' },
  { ...asEvent(effectReversed), ...MARKS, mark: marksReversed },
  { ...asEvent(reversalAccepted), ...MARKS, mark: marksReversed },
  { ...asEvent(reversalRefused), ...MARKS, mark: endsReversal },
  { ...asEvent(reversalClosed), ...MARKS, mark: endsReversal },
];

function asEvent<Data>({
  type,
  says,
  schema,
  example,
}: Pick<OutcomeContract, 'type' | 'says' | 'schema'> & { example: Data }) {
  return { type, says, schema, example };
}
