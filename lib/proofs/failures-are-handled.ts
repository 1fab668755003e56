import { isDeepStrictEqual } from 'node:util';
import type { Catcher, TaskState } from './definition.ts';
import { effectsOf } from './effects-of.ts';
import { CATCH_OUTPUT, HOUSE_RETRY, KNOWN_ERRORS, RESOURCES, WAITING_RETRY } from './house.ts';
import { commitsInOrder, undoesBefore } from './undone-by.ts';
import type { Subject, Violation } from './violation.ts';
import { CLOSING_STAGES, ESCALATION_STAGE, WAITING_STAGE } from './vocabulary.ts';

/** Where each error must lead; what is not named goes the way of States.ALL. */
type Ways = Readonly<Record<string, readonly string[]>>;

const PARK: Ways = { 'States.ALL': ['Park'] };
const ASSESS: Ways = { 'States.ALL': ['Decide'] };
const REVIEW: Ways = {
  FactsChanged: ['Gather'],
  TimeChanged: [ESCALATION_STAGE],
  'States.Timeout': [ESCALATION_STAGE],
  'States.ALL': ['Park'],
};
const EFFECT: Ways = { FactsChanged: ['Gather'], 'States.Timeout': ['Settle'], 'States.ALL': ['Park'] };
/** With effects before it that stand there is no way back to Gather: they are undone, or a person is told. */
const laterEffect = (undoing: string): Ways => ({ 'States.Timeout': ['Settle'], 'States.ALL': [undoing] });

/**
 * One look for failures. Functions retry in the house form, those that then wait without its States.Timeout (time that
 * runs out is no reason to ask twice), effects never (their retries live in the queue); a later effect that fails leads to what undoes the one before, a compensation that fails to Park; every error is caught and leads where its kind must; Park and
 * Refuse have no Catch, so that their failure is an execution that fails loudly, nor has what lies inside a Parallel
 * or Map, so that it fails as a whole.
 */
export function failuresAreHandled(subject: Subject): Violation[] {
  return [...subject.graph.places.values()].flatMap(({ name, nested, state }) => {
    if (state.Type === 'Parallel' || state.Type === 'Map') {
      const retry = state.Retry === undefined ? [] : [violation(name, 'retries as a whole', 'Take the Retry out')];
      return [...retry, ...(nested ? noCatch(name, state.Catch) : catchFaults(name, state.Catch ?? [], PARK))];
    }
    if (state.Type !== 'Task') return [];
    const catches = state.Catch ?? [];
    if (!nested && !CLOSING_STAGES.has(name))
      return [...retryFaults(name, state), ...catchFaults(name, catches, waysOf(subject, name))];
    return [...retryFaults(name, state), ...noCatch(name, state.Catch)];
  });
}

function waysOf(subject: Subject, name: string): Ways {
  const { manifest } = subject;
  const commits = commitsInOrder(manifest);
  if (effectsOf(subject).has(name)) {
    if (manifest.effects.some(({ state, compensates }) => state === name && compensates !== undefined)) return PARK;
    return commits.indexOf(name) > 0 ? laterEffect(undoesBefore(manifest, name)) : EFFECT;
  }
  if (name === WAITING_STAGE) return REVIEW;
  return name === 'Assess' ? ASSESS : PARK;
}

function noCatch(name: string, catches: readonly Catcher[] | undefined): Violation[] {
  return catches === undefined ? [] : [violation(name, 'hides its own failure', 'Take the Catch out')];
}

function retryFaults(name: string, { Resource, Retry }: TaskState): Violation[] {
  if (Resource === RESOURCES.sendAndWait)
    return Retry === undefined ? [] : [violation(name, 'waits and retries', 'Take the Retry out')];
  const form = Resource === RESOURCES.invokeAndWait ? WAITING_RETRY : HOUSE_RETRY;
  if (isDeepStrictEqual(Retry, form)) return [];
  return [violation(name, 'does not retry in the house form', 'Copy Retry from another state of its kind')];
}

function catchFaults(name: string, catches: readonly Catcher[], ways: Ways): Violation[] {
  const found = catches
    .filter(({ Output }) => typeof Output !== 'string' || !CATCH_OUTPUT.test(Output))
    .map(({ Next }) =>
      violation(name, `its Catch to ${Next} does more than add the reason`, "Only merge {'reason': …}"),
    );
  for (const [index, { ErrorEquals }] of catches.entries())
    if (ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < catches.length - 1))
      found.push(violation(name, 'States.ALL hides what comes after it', 'Let it stand alone and last'));
  for (const error of KNOWN_ERRORS) {
    const target = catches.find(
      ({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'),
    )?.Next;
    const right = ways[error] ?? ways['States.ALL'] ?? [];
    if (target !== undefined && right.includes(target)) continue;
    found.push(violation(name, `${error} leads to ${target ?? 'nowhere'}`, `Catch it to ${right.join(' or ')}`));
  }
  return found;
}

function violation(state: string, message: string, remedy: string): Violation {
  return { rule: 'failures', state, message, remedy };
}
