import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { RoleData } from '../../../statemachines/kernel/authority.ts';
import type { PolicySet } from './policy-set.ts';

/** The case as policy sees it: attributes of the resource, and the circumstances. */
export interface Question {
  readonly namespace: string;
  readonly resource: string;
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, boolean | number | string | readonly string[]>>;
  readonly context: Readonly<Record<string, boolean | number | string>>;
}

export interface Verdict {
  readonly permitted: boolean;
  /** Ids of the determining policies: permits when permitted, forbids when forbidden, none on a default deny. */
  readonly policies: readonly string[];
  /** Why it is not permitted although no policy forbids it: errors of evaluation or of validation. */
  readonly errors: readonly string[];
}

/** Asks Cedar whether one role may commit. Whatever is thrown, invalid or erring is not permitted. */
export function judge(set: PolicySet, role: RoleData, question: Question): Verdict {
  try {
    const answer = cedar.isAuthorized(authorizationCall(set, role, question));
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

/** The whole request, as it goes to the evidence so that it can be evaluated again offline. */
export function authorizationCall(set: PolicySet, role: RoleData, question: Question): cedar.AuthorizationCall {
  const principal = { type: 'Countersign::Role', id: role.id };
  const resource = { type: `${question.namespace}::${question.resource}`, id: question.id };
  const attributes = { rank: role.rank, limit: role.limit.minor, nonOrderLimit: role.nonOrderLimit.minor };
  return {
    principal,
    action: { type: `${question.namespace}::Action`, id: question.action },
    resource,
    context: question.context as Record<string, cedar.CedarValueJson>,
    schema: set.schema,
    validateRequest: true,
    policies: { staticPolicies: set.policies },
    entities: [
      { uid: principal, attrs: attributes, parents: [] },
      { uid: resource, attrs: question.attributes as Record<string, cedar.CedarValueJson>, parents: [] },
    ],
  };
}
