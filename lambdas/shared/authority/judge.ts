import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicySet } from './policy-set.ts';
import type { Question } from './question.ts';

export interface Verdict {
  readonly permitted: boolean;
  /** Ids of the determining policies: permits when permitted, forbids when forbidden, none on a default deny. */
  readonly policies: readonly string[];
  /** Why it is not permitted although no policy forbids it: it could not be asked, or evaluation or validation erred. */
  readonly errors: readonly string[];
}

/** Asks Cedar. Whatever could not be asked, is thrown, invalid or erring is not permitted. */
export function judge(set: PolicySet, question: Question | string): Verdict {
  if (typeof question === 'string') return denied([question]);
  const kept = answers.get(set);
  if (!kept) return asked(set, question);
  const key = JSON.stringify(question);
  const verdict = kept.get(key) ?? asked(set, question);
  kept.set(key, verdict);
  return verdict;
}

const answers = new WeakMap<PolicySet, Map<string, Verdict>>();

/**
 * The same policies, whose answers are kept for as long as they live: for a proof, which asks much of it more than once.
 * An answer depends on nothing but policies and question.
 */
export function remembering(set: PolicySet): PolicySet {
  if (answers.has(set)) return set;
  const own = { ...set };
  answers.set(own, new Map());
  return own;
}

function asked(set: PolicySet, question: Question): Verdict {
  try {
    const answer = cedar.statefulIsAuthorized(authorizationCall(set, question));
    if (answer.type !== 'success') return denied(answer.errors.map((error) => error.message));
    const { decision, diagnostics } = answer.response;
    const errors = diagnostics.errors.map((error) => `${error.policyId}: ${error.error.message}`);
    if (errors.length > 0) return denied(errors);
    return { permitted: decision === 'allow', policies: [...diagnostics.reason].sort(), errors: [] };
  } catch (error) {
    return denied([error instanceof Error ? error.message : String(error)]);
  }
}

const denied = (errors: string[]): Verdict => ({ permitted: false, policies: [], errors });

/** Names under which Cedar keeps what it has parsed: parsing takes ten times as long as an answer. */
const parsedAs = new WeakMap<PolicySet, string>();
let parsedSets = 0;

/** @throws Error for a schema or a policy that can't be read */
function parsed(set: PolicySet): string {
  const known = parsedAs.get(set);
  if (known) return known;
  const name = `set ${++parsedSets}`;
  const answers = [
    cedar.preparseSchema(name, set.schema),
    cedar.preparsePolicySet(name, { staticPolicies: set.policies }),
  ];
  const errors = answers.flatMap((answer) => (answer.type === 'failure' ? answer.errors : []));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
  parsedAs.set(set, name);
  return name;
}

function authorizationCall(set: PolicySet, question: Question): cedar.StatefulAuthorizationCall {
  const { principal, parents, limits, action, resource, attributes, context } = question;
  const name = parsed(set);
  return {
    principal,
    action,
    resource,
    context: context as Record<string, cedar.CedarValueJson>,
    preparsedSchemaName: name,
    validateRequest: true,
    preparsedPolicySetId: name,
    entities: [
      { uid: principal, attrs: limits, parents: [...parents] },
      ...parents.map((uid) => ({ uid, attrs: limits, parents: [] })),
      { uid: resource, attrs: attributes as Record<string, cedar.CedarValueJson>, parents: [] },
    ],
  };
}
