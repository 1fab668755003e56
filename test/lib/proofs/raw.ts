import { readFileSync } from 'node:fs';
import { PLACEHOLDERS } from '../../../lib/placeholders.ts';
import { prove } from '../../../lib/proofs/theorem.ts';
import type { ProofManifest, Violation } from '../../../lib/proofs/violation.ts';
import { COMMAND_QUEUE } from '../../../lib/proofs/vocabulary.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';

/** A definition as it stands in a file, before anything has looked at it. */
export interface RawState {
  Type: string;
  Choices?: { Condition: string; Next: string; [more: string]: unknown }[];
  Catch?: { ErrorEquals: string[]; Output?: string; Next: string; [more: string]: unknown }[];
  Arguments?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface RawDefinition {
  StartAt: string;
  States: Record<string, RawState>;
  [field: string]: unknown;
}

const file = new URL('../../../statemachines/invoice-processing/workflow.asl.json', import.meta.url);
const text = readFileSync(file, 'utf8');

/** The graph of invoice processing, fresh at every call. */
export function invoiceGraph(): RawDefinition {
  return JSON.parse(text) as RawDefinition;
}

export const EFFECT = 'Post Invoice';
const COMMAND = 'post-invoice';

/** The graph of a workflow with one effect, which is called as that of invoices is, so that the same can be changed in it. */
export function graphOf({ definition, effects }: Pick<Workflow, 'definition' | 'effects'>): RawDefinition {
  const [effect, ...more] = effects;
  if (!effect || more.length > 0) throw new Error('it has not one effect');
  const own = readFileSync(definition, 'utf8');
  const end = (of: RawDefinition) => Object.entries(of.States).find(([, { Type }]) => Type === 'Succeed')?.[0];
  const named = own
    .replaceAll(`"${effect.state}"`, `"${EFFECT}"`)
    .replaceAll(`"${end(JSON.parse(own) as RawDefinition)}"`, `"${end(invoiceGraph())}"`)
    .replaceAll(effect.command, COMMAND);
  return JSON.parse(named) as RawDefinition;
}

export const manifest: ProofManifest = {
  effects: [{ state: EFFECT, command: COMMAND }],
  review: { end: 'refuse' },
  reviewSeconds: 259_200,
  effectSeconds: 259_200,
};
export const placeholders = [...PLACEHOLDERS.keys(), COMMAND_QUEUE];

export function faultsOf(definition: unknown, of: ProofManifest = manifest): Violation[] {
  return prove(definition, of, placeholders);
}

/** @throws Error for a state that is not there: a mutation must change what it means to */
export function stateOf(definition: RawDefinition, name: string): RawState {
  return present(definition.States[name], name);
}

/** The rule of a Choice that has this value in its condition. */
export function ruleOf(definition: RawDefinition, name: string, value: string) {
  return present(
    stateOf(definition, name).Choices?.find((rule) => rule.Condition.includes(`'${value}'`)),
    value,
  );
}

/** The Catch of a state that names this error. */
export function catchOf(definition: RawDefinition, name: string, error: string) {
  return present(
    stateOf(definition, name).Catch?.find((catcher) => catcher.ErrorEquals.includes(error)),
    error,
  );
}

/** The arguments of a Task, to be changed. */
export function argumentsOf(definition: RawDefinition, name: string): Record<string, unknown> {
  return present(stateOf(definition, name).Arguments, 'Arguments');
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the graph has no ${what}`);
  return value;
}
