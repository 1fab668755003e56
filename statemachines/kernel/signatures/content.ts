import { z } from 'zod';
import { CONFLICTS } from '../authority/duties.ts';
import { AUTHORITY_POLICIES, AUTHORITY_SCHEMA } from '../authority/schema.ts';
import type { Workflow } from '../define-workflow.ts';
import { KERNEL_EVENTS } from '../events/kernel-events.ts';
import { incomingVersions } from '../events/versions.ts';
import { digestOf } from '../ids.ts';
import type { CodeClass, DataClass } from './classes.ts';

/** Digests by class: SHA-256 of the canonical JSON of everything that belongs to it. */
export type Digests<Class extends string> = Readonly<Record<Class, string>>;

type Governed = Pick<
  Workflow,
  | 'slug'
  | 'policy'
  | 'policySchema'
  | 'definition'
  | 'effects'
  | 'authority'
  | 'contracts'
  | 'outcomes'
  | 'tolerances'
  | 'controls'
  | 'review'
  | 'reviewSeconds'
  | 'effectSeconds'
  | 'adjustments'
>;

/**
 * The digests of what is deployed.
 * @param read the text of a file beside a manifest
 */
export function codeDigests(workflows: readonly Governed[], read: (file: URL) => string): Digests<CodeClass> {
  const each = <T>(of: (workflow: Governed) => T) =>
    Object.fromEntries(workflows.map((workflow) => [workflow.slug, of(workflow)]));
  const policies = each(({ policy, policySchema, definition, effects, authority, ...of }) => {
    const { agentMayCommit: _, ...rows } = authority;
    const { callBackNumbers: __, ...review } = of.review;
    const { reviewSeconds, effectSeconds, adjustments } = of;
    const controls = of.controls.map(({ id, owner }) => ({ id, owner }));
    return {
      ...{ policy: read(policy), schema: read(policySchema), graph: JSON.parse(read(definition)) as unknown },
      ...{ effects, authority: rows, controls, review, reviewSeconds, effectSeconds },
      ...(adjustments && { adjustments: z.toJSONSchema(adjustments.schema, { io: 'input' }) }),
    };
  });
  const incoming = workflows.flatMap(incomingVersions);
  const outgoing = [...KERNEL_EVENTS, ...workflows.flatMap(({ outcomes }) => outcomes)];
  const schemas = (contracts: readonly { readonly type: string; readonly schema: z.ZodType }[]) =>
    Object.fromEntries(contracts.map(({ type, schema }) => [type, z.toJSONSchema(schema, { io: 'input' })]));
  return {
    policy: digestOf({ common: [AUTHORITY_SCHEMA, AUTHORITY_POLICIES], conflicts: CONFLICTS, workflows: policies }),
    contracts: digestOf({ in: schemas(incoming), out: schemas(outgoing) }),
    tolerances: digestOf(each(({ tolerances }) => tolerances)),
  };
}

/** An item of the authority table as somebody signs it. */
export interface SignedItem {
  readonly key: string;
  readonly kind?: unknown;
  readonly terms?: unknown;
}

/** Kinds of items, the first parts of their keys, by class; what governance changes, and who is away, belong to none. */
const KINDS: ReadonlyMap<string, DataClass> = new Map([
  ...(['role', 'four-eyes', 'person'] as const).map((kind) => [kind, 'limits'] as const),
  ['materiality', 'materiality'],
]);

/** The class that an item of the authority table belongs to, by its key. */
export function dataClassOf(key: string): DataClass | undefined {
  return KINDS.get(key.split('#')[0] ?? '');
}

/** What is signed of an item: neither its version nor who changed it, which say which change this is. */
export function signedPart({ key, kind = null, terms = null }: SignedItem) {
  return { key, kind, terms };
}

/**
 * The digests of a whole set of authority data, in the order of the items' keys.
 */
export function dataDigests(items: readonly SignedItem[]): Digests<DataClass> {
  const digest = (of: DataClass) => {
    const mine = items.filter(({ key }) => dataClassOf(key) === of);
    return digestOf(mine.map(signedPart).toSorted((one, other) => (one.key < other.key ? -1 : 1)));
  };
  return { limits: digest('limits'), materiality: digest('materiality') };
}
