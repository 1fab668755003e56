import { type Change, change, governanceCaseId } from '../../statemachines/kernel/authority/change.ts';
import type { Model, Prompt } from '../../statemachines/kernel/authority/register.ts';
import { modelKey, promptKey } from '../../statemachines/kernel/authority/register.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';
import { requireGenuine } from '../shared/relied-on.ts';
import { type Changed, propose } from './change.ts';
import type { Caller, GovernDeps } from './deps.ts';
import { GovernRefusal } from './refusal.ts';

/** A prompt as it is to count: its hash is made here, from the text. */
export type NewPrompt = Omit<Prompt, 'hash' | 'version' | 'changedBy'>;
export type NewModel = Omit<Model, 'version' | 'changedBy'>;

/** Two people put a prompt into use: the first proposes it whole, the second confirms its digest (T18). */
export function promotePrompt(caller: Caller, prompt: NewPrompt, reason: string, deps: GovernDeps): Promise<Changed> {
  const term = { ...prompt, hash: sha256(prompt.text) };
  return proposeTerm(caller, { key: promptKey(prompt.workflow), kind: 'prompt', term, reason }, deps);
}

/** Two people put a model into use, or change what it may do and cost. */
export function promoteModel(caller: Caller, model: NewModel, reason: string, deps: GovernDeps): Promise<Changed> {
  return proposeTerm(caller, { key: modelKey(model.id), kind: 'model', term: model, reason }, deps);
}

/** Two people take a model or a prompt out of use: nothing is asked with it any more. */
export async function withdraw(caller: Caller, key: string, reason: string, deps: GovernDeps): Promise<Changed> {
  const item = await deps.item(key);
  if (!item) throw new GovernRefusal('no-change', `${key} is not on the register.`);
  const now = deps.clock.now().toISOString();
  const terms = (Array.isArray(item['terms']) ? item['terms'] : [])
    .filter(({ validFrom }) => validFrom < now)
    .map((term) => ({ ...term, validUntil: term.validUntil && term.validUntil < now ? term.validUntil : now }));
  const changed = { kind: String(item['kind']), terms } as Change['item'];
  return propose(caller, { kind: 'register', key, item: changed, was: Number(item['version']), reason }, deps);
}

/**
 * Back to what counted before the change that counts now, in one call; the second person confirms.
 * @throws GovernRefusal no-change where nothing was before it
 */
export async function rollBack(caller: Caller, key: string, reason: string, deps: GovernDeps): Promise<Changed> {
  const item = await deps.item(key);
  const entries = await deps.ledger.read(governanceCaseId(key));
  const made = entries.filter(
    ({ stage, body }) => stage === 'change-made' && Number(body['version']) < Number(item?.['version']),
  );
  const before = made.at(-1);
  if (!item || !before) throw new GovernRefusal('no-change', `Nothing is on record before the present ${key}.`);
  await requireGenuine(deps.mac, entries, [before]);
  const earlier = change.parse(before.body['change']);
  return propose(caller, { kind: 'register', key, item: earlier.item, was: Number(item['version']), reason }, deps);
}

interface Term {
  readonly key: string;
  readonly kind: 'model' | 'prompt';
  readonly term: object;
  readonly reason: string;
}

async function proposeTerm(caller: Caller, { key, kind, term, reason }: Term, deps: GovernDeps): Promise<Changed> {
  const item = await deps.item(key);
  const terms = [{ ...term, validFrom: deps.clock.now().toISOString() }];
  const changed = JSON.parse(JSON.stringify({ kind, terms })) as Change['item'];
  return propose(
    caller,
    { kind: 'register', key, item: changed, was: item ? Number(item['version']) : null, reason },
    deps,
  );
}
