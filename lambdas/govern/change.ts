import {
  CHANGE_PEOPLE,
  type Change,
  change,
  changeDigest,
  GOVERNANCE,
  GOVERNED_ITEMS,
  governanceCaseId,
} from '../../statemachines/kernel/authority/change.ts';
import type { LedgerDraft, LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { ConditionLost } from '../shared/ports.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { type Governor, requireAppointed, requireGovernor } from './governor.ts';
import { GovernRefusal } from './refusal.ts';

/** For how long a proposed change waits for the second person, milliseconds. */
export const PROPOSAL_MS = 24 * 3_600_000;

export interface Changed {
  readonly caseId: string;
  readonly digest: string;
  /** `made`: it counts; `proposed`: a second person must confirm this digest. */
  readonly state: 'made' | 'proposed';
  readonly entry: LedgerEntry;
}

/**
 * Proposes a change; one that takes a single person is made at once. The ledger entry and the item change in one
 * transaction, so neither is ever without the other.
 * @throws GovernRefusal
 */
export async function propose(caller: Caller, wanted: Change, deps: GovernDeps): Promise<Changed> {
  const governor = await requireGovernor(caller, deps);
  const parsed = change.parse(wanted);
  requireFit(parsed);
  if (CHANGE_PEOPLE[parsed.kind] === 1) return make(parsed, [governor], deps);
  const caseId = governanceCaseId(parsed.key);
  const digest = changeDigest(parsed);
  const now = deps.clock.now();
  const validUntil = new Date(now.getTime() + PROPOSAL_MS).toISOString();
  const body = { digest, change: parsed, names: [...governor.names], validUntil };
  const own = proposalsOf(digest, await deps.ledger.read(caseId)).filter(({ actor }) => actor.id === governor.subject);
  const before = own.filter((entry) => isOver(entry, now)).length;
  const entryKey = `proposed/${digest}/${governor.subject}${before > 0 ? `/${before}` : ''}`;
  const draft = draftOf('change-proposed', entryKey, governor.subject, body);
  return { caseId, digest, state: 'proposed', entry: await deps.ledger.append(caseId, draft) };
}

/**
 * The second person confirms exactly what the first proposed, if the register lets both of them govern now.
 * @throws GovernRefusal
 */
export async function confirm(
  caller: Caller,
  { key, digest }: { readonly key: string; readonly digest: string },
  deps: GovernDeps,
): Promise<Changed> {
  const governor = await requireGovernor(caller, deps);
  const entries = await deps.ledger.read(governanceCaseId(key));
  const proposals = proposalsOf(digest, entries);
  const proposed = proposals.findLast(({ actor }) => actor.id !== governor.subject) ?? proposals.at(-1);
  if (!proposed) throw new GovernRefusal('no-change');
  await requireGenuine(deps.mac, entries, [proposed]);
  const wanted = change.parse(proposed.body['change']);
  if (changeDigest(wanted) !== digest || wanted.key !== key) throw new GovernRefusal('no-change');
  const { names } = proposed.body;
  const then = [proposed.actor.id, ...(Array.isArray(names) ? names.map(String) : [])];
  if (then.some((name) => governor.names.includes(name))) throw new GovernRefusal('same-person');
  if (isOver(proposed, deps.clock.now())) throw new GovernRefusal('change-expired');
  const first = await requireAppointed(proposed.actor.id, deps).catch((error: unknown) => {
    if (error instanceof GovernRefusal)
      throw new GovernRefusal('change-expired', `${proposed.actor.id} may not any more.`);
    throw error;
  });
  if (first.names.some((name) => governor.names.includes(name))) throw new GovernRefusal('same-person');
  return make(wanted, [first, governor], deps);
}

const proposalsOf = (digest: string, entries: readonly LedgerEntry[]) =>
  entries.filter(({ stage, body }) => stage === 'change-proposed' && body['digest'] === digest);

const isOver = ({ body }: LedgerEntry, now: Date) => now.toISOString() >= String(body['validUntil']);

/** Whose items say who changed them last, as `by`. */
const NAMES_AUTHORS: ReadonlySet<Change['kind']> = new Set(['stop', 'lift', 'hold', 'release', 'breaker']);

async function make(wanted: Change, people: readonly Governor[], deps: GovernDeps): Promise<Changed> {
  const { key, was, kind } = wanted;
  const caseId = governanceCaseId(key);
  const digest = changeDigest(wanted);
  const by = people.map(({ subject }) => subject);
  const version = (was ?? 0) + 1;
  const item = {
    ...wanted.item,
    version,
    ...(NAMES_AUTHORS.has(kind) ? { by } : {}),
    ...authors(wanted, by),
  };
  const schema = GOVERNED_ITEMS[key.split('#')[0] ?? ''];
  if (!schema?.safeParse(item).success) throw new GovernRefusal('change-refused', `${key} would not be readable.`);
  const body = { digest, change: wanted, version, people: by };
  const draft = draftOf('change-made', `made/${digest}`, by.at(-1) ?? '', body);
  try {
    const together = [{ kind: 'replace', key, item, was: was ?? undefined } as const];
    return { caseId, digest, state: 'made', entry: await deps.ledger.append(caseId, draft, { together }) };
  } catch (error) {
    if (!(error instanceof ConditionLost)) throw error;
    throw new GovernRefusal('outdated', `It is no longer version ${String(was)}: read it again.`);
  }
}

/** Who is answerable for the item from now on, in the form that its schema has. */
function authors({ kind, item }: Change, by: readonly string[]): object {
  if (kind === 'break-glass') return { breakGlass: { ...(item['breakGlass'] as object), by } };
  return 'terms' in item ? { changedBy: by } : {};
}

/** @throws GovernRefusal for an item that nobody may change in this way */
function requireFit({ key }: Change): void {
  const [prefix = ''] = key.split('#');
  if (GOVERNED_ITEMS[prefix]) return;
  throw new GovernRefusal('change-refused', `${key} is none of ${Object.keys(GOVERNED_ITEMS).join(', ')}.`);
}

/** An entry of a governance case by a person. */
export function draftOf(
  stage: LedgerDraft['stage'],
  entryKey: string,
  subject: string,
  body: LedgerDraft['body'],
): LedgerDraft {
  return { entryKey, stage, actor: { kind: 'person', id: subject }, workflow: GOVERNANCE, body, evidence: [] };
}
