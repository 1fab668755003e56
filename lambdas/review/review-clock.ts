import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';

/** A question to whoever sent the case that waits for its answer; meanwhile nobody is reminded and the next role is not asked. */
export interface OpenQuestion {
  readonly id: string;
  readonly asked: LedgerEntry;
  /** UTC; from here on the review goes on without an answer. */
  readonly until: string;
  /** UTC; until when the step lasted that was under way when it was asked. */
  readonly stoppedAt: string;
}

/** What time it is for a review, by its entries. */
export interface ReviewClock {
  /** UTC; from here on the next step is taken, or the answer is not waited for any more. */
  readonly due: string;
  readonly question?: OpenQuestion;
  /** How many questions its sender was asked. */
  readonly questions: number;
}

/** Whether an entry asks the sender of the case something. */
export const asksSender = ({ stage, body }: LedgerEntry) => stage === 'asked-back' && body['to'] === 'sender';

/** Whether an entry ends the wait for an answer. */
export const endsQuestion = ({ stage, body }: LedgerEntry, id: string) =>
  (stage === 'answered' || stage === 'unanswered') && body['question'] === id;

/** @param since what was appended since the review was opened */
export function reviewClock(opened: LedgerEntry, since: readonly LedgerEntry[]): ReviewClock {
  let due = String(opened.body['due']);
  let question: OpenQuestion | undefined;
  for (const entry of since) {
    const { stage, body } = entry;
    if (asksSender(entry))
      question = { id: String(body['question']), asked: entry, until: String(body['until']), stoppedAt: due };
    const goesOn = question !== undefined && endsQuestion(entry, question.id);
    if (goesOn) question = undefined;
    if (goesOn || stage === 'reminded' || stage === 'escalated') due = String(body['due']);
  }
  return { due: question?.until ?? due, questions: since.filter(asksSender).length, ...(question && { question }) };
}
