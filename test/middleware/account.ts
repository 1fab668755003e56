/** How a case ends by what its document says. */
export const FATES = ['posted', 'review', 'refused', 'parked'] as const;
export type Fate = (typeof FATES)[number];

/**
 * Where every event went, each counted once: the case that it opened, by how that ended; or what it was besides.
 * `held`: it still waits for an earlier event of its subject. `redelivered`: the very same event once more, which must be answered as the first time.
 */
export type Account = Readonly<
  Record<Fate | 'duplicate' | 'conflict' | 'quarantined' | 'held' | 'redelivered', number>
>;

export const EMPTY: Account = {
  ...{ posted: 0, review: 0, refused: 0, parked: 0 },
  ...{ duplicate: 0, conflict: 0, quarantined: 0, held: 0, redelivered: 0 },
};

/** What one delivery of an event was answered; or one more answer, such as to its being let in after it was held. */
export interface Answered {
  readonly event: string;
  readonly answer: string;
  readonly letIn?: true;
}

/** How the ledger's status of a case reads as a fate; undefined while it is none. */
const FATE_OF: Readonly<Record<string, Fate>> = {
  posted: 'posted',
  'waiting-review': 'review',
  refused: 'refused',
  parked: 'parked',
};

/**
 * Counts what has happened: the answers in any order, and the status of every case that there is.
 * What fits nowhere is in `faults`, in words.
 */
export function counted(answers: readonly Answered[], cases: ReadonlyMap<string, string>) {
  const account = { ...EMPTY };
  const faults: string[] = [];
  const first = new Map<string, string>();
  let accepted = 0;
  const delivered = new Set<string>();
  for (const { event, answer, letIn } of answers) {
    if (!letIn && delivered.has(event)) account.redelivered += 1;
    if (!letIn) delivered.add(event);
    if (answer === 'held') continue;
    const before = first.get(event);
    if (before !== undefined) {
      if (before !== answer) faults.push(`${event} was answered ${before}, then ${answer}`);
      continue;
    }
    first.set(event, answer);
    if (answer === 'accepted') accepted += 1;
    else if (answer === 'duplicate' || answer === 'conflict' || answer === 'quarantined') account[answer] += 1;
    else faults.push(`${event} was answered ${answer}`);
  }
  account.held = delivered.size - first.size;
  for (const [caseId, status] of cases) {
    const fate = FATE_OF[status];
    if (fate) account[fate] += 1;
    else faults.push(`${caseId} is ${status}`);
  }
  if (accepted !== cases.size) faults.push(`${accepted} events were accepted, and there are ${cases.size} cases`);
  return { account, faults };
}

/** That a case stands elsewhere than its document says, in words. */
export function endsOf(key: number, status: string, fate?: Fate): string[] {
  return FATE_OF[status] === fate ? [] : [`${key} is ${status}, and its document says ${fate}`];
}

/** All events of an account. */
export const sumOf = (account: Account): number => Object.values(account).reduce((sum, count) => sum + count, 0);
