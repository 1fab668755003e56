import { z } from 'zod';
import { caseId, sha256Hex } from '../ids.ts';
import type { OutcomeContract, Told } from './event-contract.ts';
import { type OutgoingEvent, outgoing } from './outgoing-event.ts';

/** What the `data` of every outcome begins with. */
export const outcome = z.strictObject({
  caseId,
  entry: z
    .strictObject({ seq: z.int().positive(), hash: sha256Hex })
    .describe('The ledger entry that is told; seq orders the events of one case.'),
});

const digest = sha256Hex.describe('SHA-256 of the proposal.');

/** A command was carried out; what exactly is there is the workflow's own. */
export const carriedOut = outcome.extend({
  digest,
  deviations: z
    .array(z.string())
    .describe('How the document read back differs from what was proposed; none if it does not.'),
  authorisationLost: z
    .string()
    .optional()
    .describe('Only if it is there, and was not to be carried out any more when it was found: why.'),
});

const concluded = outcome.extend({
  reason: z.string().min(1).max(300).describe('The code of a finding, or the name of what failed or ran out.'),
});

const withdrawn = outcome.extend({
  reason: z.string().min(1).max(1_000).describe('In the words of the sender.'),
});

const reviewOpened = outcome.extend({
  digest,
  role: z.string().min(1).describe('The least role that may decide.'),
  approvals: z.int().min(1).max(2).describe('How many different people must countersign.'),
  second: z.string().optional().describe('The role from which the second of two may come.'),
  findings: z.array(z.string()).describe('Codes of all findings.'),
  due: z.iso.datetime().describe('From then on the next role is asked, or the case is refused.'),
});

const questionAsked = outcome.extend({
  event: z.string().describe('Identity of the event that brought the document, `source/id`.'),
  question: z.string().describe('Its id; the answer names it.'),
  text: z.string().min(1).max(2_000).describe('In the words of a reviewer.'),
  until: z.iso.datetime().describe('What is answered later is not heeded; no answer is no consent.'),
});

type Named<Data> = Pick<OutcomeContract, 'type'> & { readonly example: Data };

/** A case was refused: nothing was carried out, and the sender should know why. */
export const refusedAs = (of: Named<z.input<typeof concluded>>): OutcomeContract => ({
  ...of,
  says: 'A case was refused: by a rule, by a person, or because nobody decided in time.',
  stage: 'refused',
  schema: concluded,
  pick: ({ reason }) => ({ reason }),
});

/** A case was parked: nothing was carried out, and somebody must repair something first. */
export const parkedAs = (of: Named<z.input<typeof concluded>>): OutcomeContract => ({
  ...of,
  says: 'A case waits for somebody to repair what the reason names.',
  stage: 'parked',
  schema: concluded,
  pick: ({ reason }) => ({ reason }),
});

/** A case was withdrawn by whoever sent it: nothing is carried out. */
export const withdrawnAs = (of: Named<z.input<typeof withdrawn>>): OutcomeContract => ({
  ...of,
  says: 'A case was withdrawn by its sender: nothing of it is carried out.',
  stage: 'withdrawn-by-sender',
  schema: withdrawn,
  pick: ({ reason }) => ({ reason }),
});

/** A reviewer asks whoever sent the case something; the review waits for the answer. */
export const questionAskedAs = (of: Named<z.input<typeof questionAsked>>): OutcomeContract => ({
  ...of,
  says: 'A reviewer asks the sender something, and waits for the answer until the time that is told.',
  stage: 'asked-back',
  when: ({ to }) => to === 'sender',
  schema: questionAsked,
  pick: ({ event, question, comment, until }) => ({ event, question, text: comment, until }),
});

/** A case waits for a person's decision. */
export const reviewOpenedAs = (of: Named<z.input<typeof reviewOpened>>): OutcomeContract => ({
  ...of,
  says: 'A case waits for the decision of people with the authority.',
  stage: 'review-opened',
  schema: reviewOpened,
  pick: ({ digest, role, approvals, second, findings, due }) => ({ digest, role, approvals, second, findings, due }),
});

/**
 * An outcome as it goes on the bus, with the entry's hash as its id.
 * @throws ContractBroken when the data does not fit
 */
export function outcomeEvent(contract: OutcomeContract, data: Told, at: string, traceparent?: unknown): OutgoingEvent {
  return outgoing(contract, { id: data.entry.hash, subject: data.caseId, time: at, data, traceparent });
}
