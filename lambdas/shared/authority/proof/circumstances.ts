import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Decimal } from '../../../../statemachines/kernel/decimal.ts';
import type { WorkflowAuthority } from '../../../../statemachines/kernel/define-workflow.ts';
import type { PolicySet } from '../policy-set.ts';
import { type Literal, literalsOf } from './literals.ts';

/** The attributes of a case that policy may look at, besides amounts and category, and the findings that block it. */
export interface Circumstance {
  readonly attributes: Readonly<Record<string, Literal>>;
  readonly blocking: readonly string[];
}

export interface Circumstances {
  readonly attributes: readonly Circumstance['attributes'][];
  /** Every code that a policy names, and one that none does. */
  readonly codes: readonly string[];
  /** Amounts that a policy names, minor units. */
  readonly amounts: readonly number[];
}

/** The four attributes of every workflow's resource. */
const COMMON = ['exposure', 'together', 'category', 'blocking'];
/** More combinations of attributes than this are not tried out. */
const MOST = 256;
const OTHER = 'ANY-OTHER';

/**
 * Every combination of attributes that can make a difference: both booleans; of numbers, each that a policy names and
 * one to both sides; of texts, each that a policy names and another.
 * @throws Error for an attribute that can't be tried out, or too many combinations
 */
export function circumstancesOf(set: PolicySet, { namespace, resource }: WorkflowAuthority): Circumstances {
  const literals = literalsOf(set);
  const named = (name: string) => [...(literals.get(name) ?? [])];
  let attributes: Record<string, Literal>[] = [{}];
  for (const [name, { type, required }] of shapeOf(set, namespace, resource)) {
    if (COMMON.includes(name)) continue;
    const values: (Literal | undefined)[] = valuesOf(name, type, named(name));
    if (required === false) values.push(undefined);
    attributes = attributes.flatMap((one) =>
      values.map((value) => (value === undefined ? one : { ...one, [name]: value })),
    );
    if (attributes.length > MOST) throw new Error(`more than ${MOST} combinations of attributes`);
  }
  const amounts = [...named('exposure'), ...named('together')].filter((value) => typeof value === 'number');
  const codes = [...named('blocking').filter((value) => typeof value === 'string'), OTHER];
  return { attributes, codes, amounts };
}

interface Shape {
  readonly type: string;
  readonly required?: boolean;
}

function shapeOf({ schema }: PolicySet, namespace: string, resource: string): [string, Shape][] {
  const answer = cedar.schemaToJsonWithResolvedTypes(schema);
  if (answer.type !== 'success') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  const spaces = answer.json as Record<string, { entityTypes?: Record<string, { shape?: { attributes?: object } }> }>;
  const entity = spaces[namespace]?.entityTypes?.[resource];
  if (!entity) throw new Error(`the schema has no ${namespace}::${resource}`);
  return Object.entries((entity.shape?.attributes ?? {}) as Record<string, Shape>);
}

function valuesOf(name: string, type: string, named: readonly Literal[]): Literal[] {
  if (type === 'Bool') return [false, true];
  if (type === 'String') return [...named, OTHER];
  const around = (step: string) => {
    const each = named.flatMap((value) => [-1, 0, 1].map((side) => new Decimal(step).times(side).plus(String(value))));
    return [...new Set([new Decimal(0), ...each].map((value) => value.toFixed()))];
  };
  if (type === 'Long') return around('1').map(Number);
  if (type === 'decimal') return around('0.0001').map((text) => new Decimal(text).toFixed(4));
  throw new Error(`the attribute ${name} is a ${type}: only booleans, numbers and texts can be tried out`);
}
