import { digestOf, sha256 } from '../../statemachines/kernel/ids.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { DecisionDeps, Person } from './deps.ts';
import { reviewOf } from './fold.ts';
import { Refusal } from './refusal.ts';
import { resume } from './resume.ts';

/** What an entry keeps of the request that made it: which key its sender chose, and what was asked, as hashes. */
export interface RequestMark {
  readonly id: string;
  readonly asked: string;
}

/** @param asked the operation and its body */
export function requestMark(key: string, asked: unknown): RequestMark {
  return { id: sha256(key).slice(0, 32), asked: digestOf(asked) };
}

type Deps = Pick<DecisionDeps, 'ledger' | 'mac' | 'reviews' | 'answerer'>;

/**
 * Does something about a case once for each key of a person. The entry itself is the record, written with what it
 * records: so there is no moment in which one is there without the other. Asked again, even at the same time, the entry
 * is returned, and the execution is told again.
 * @throws Refusal key-reused when the key came with something else (T12); whatever `act` throws
 */
export async function once(
  person: Person,
  about: { readonly caseId: string; readonly request: RequestMark },
  deps: Deps,
  act: () => Promise<LedgerEntry>,
): Promise<LedgerEntry> {
  const before = await repeated(person, about, deps);
  if (before) return before;
  try {
    return requireSame(await act(), about.request);
  } catch (error) {
    const meanwhile = error instanceof Refusal ? await repeated(person, about, deps) : undefined;
    if (meanwhile) return meanwhile;
    throw error;
  }
}

/** The entry that this very request has left, if it has; the execution is told again. */
async function repeated(
  person: Person,
  { caseId, request }: { readonly caseId: string; readonly request: RequestMark },
  deps: Deps,
): Promise<LedgerEntry | undefined> {
  const entries = await deps.ledger.read(caseId);
  const recorded = recordedOf(entries, person, request);
  if (!recorded) return undefined;
  await requireGenuine(deps.mac, entries, [recorded]);
  const review = reviewOf(entries);
  if (review) await resume(caseId, review, deps);
  return recorded;
}

/**
 * The entry that this very request of a person has left, if it has.
 * @throws Refusal key-reused
 */
export function recordedOf(
  entries: readonly LedgerEntry[],
  { subject }: Pick<Person, 'subject'>,
  request: RequestMark,
): LedgerEntry | undefined {
  const recorded = entries.find(
    ({ actor, body }) => actor.kind === 'person' && actor.id === subject && markOf(body)?.id === request.id,
  );
  return recorded && requireSame(recorded, request);
}

const markOf = (body: LedgerEntry['body']) => body['request'] as RequestMark | undefined;

/** @throws Refusal key-reused */
export function requireSame(entry: LedgerEntry, request: RequestMark): LedgerEntry {
  const mark = markOf(entry.body);
  if (mark?.id === request.id && mark.asked !== request.asked) throw new Refusal('key-reused');
  return entry;
}
