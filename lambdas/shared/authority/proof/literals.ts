import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicySet } from '../policy-set.ts';

export type Literal = boolean | number | string;

/** What policies compare the resource's attributes with. */
export type Literals = ReadonlyMap<string, ReadonlySet<Literal>>;

/** Reads every policy's conditions for literals that stand on one side of an operator, an attribute on the other. */
export function literalsOf({ policies }: PolicySet): Literals {
  const found = new Map<string, Set<Literal>>();
  for (const policy of Object.values(policies)) {
    const parsed = cedar.policyToJson(policy);
    if (parsed.type === 'success') for (const { body } of parsed.json.conditions) collect(body, found);
  }
  return found;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function collect(node: unknown, found: Map<string, Set<Literal>>): void {
  if (!isNode(node)) return;
  for (const operands of Object.values(node)) {
    if (isNode(operands) && 'left' in operands && 'right' in operands) {
      const { left, right } = operands;
      for (const [side, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const name = attributeOf(side);
        if (name) found.set(name, new Set([...(found.get(name) ?? []), ...valuesIn(other)]));
      }
    }
    collect(operands, found);
  }
}

/** `resource.name` */
function attributeOf(node: unknown): string | undefined {
  const access = isNode(node) ? node['.'] : undefined;
  if (!isNode(access) || !isNode(access['left']) || access['left']['Var'] !== 'resource') return undefined;
  return String(access['attr']);
}

function valuesIn(node: unknown): Literal[] {
  if (!isNode(node)) return [];
  const value = node['Value'];
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return [value];
  return Object.values(node).flatMap((inner) => (Array.isArray(inner) ? inner.flatMap(valuesIn) : valuesIn(inner)));
}
