import { readFileSync } from 'node:fs';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { AUTHORITY_POLICIES, AUTHORITY_SCHEMA } from '../../../statemachines/kernel/authority/schema.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';

/** One workflow's policies, those that bind every workflow among them, keyed by their `@id`, and the schema that requests are validated against. */
export interface PolicySet {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
}

/**
 * Loads and strictly validates the policies of a workflow.
 * @throws Error for no policy, a missing or repeated id, or anything that the schema does not allow
 */
export function loadPolicies(workflow: Pick<Workflow, 'policy' | 'policySchema' | 'slug'>): PolicySet {
  return parsePolicies(
    workflow.slug,
    readFileSync(workflow.policy, 'utf8'),
    readFileSync(workflow.policySchema, 'utf8'),
  );
}

export function parsePolicies(slug: string, text: string, ownSchema: string): PolicySet {
  const schema = `${AUTHORITY_SCHEMA}\n${ownSchema}`;
  const own = partsOf(slug, text);
  if (own.length === 0) throw new Error(`policies of ${slug}: none loaded`);
  const policies: Record<string, string> = {};
  for (const policy of [...partsOf('every workflow', AUTHORITY_POLICIES), ...own]) {
    const id = idOf(policy);
    if (id === undefined) throw new Error(`policies of ${slug}: one has no @id: ${policy.slice(0, 80)}`);
    if (policies[id] !== undefined) throw new Error(`policies of ${slug}: @id ${id} is there twice`);
    policies[id] = policy;
  }
  const checked = cedar.validate({
    schema,
    policies: { staticPolicies: policies },
    validationSettings: { mode: 'strict' },
  });
  const faults = checked.type === 'success' ? checked.validationErrors : checked.errors;
  if (faults.length > 0) throw new Error(`policies of ${slug} are not valid: ${JSON.stringify(faults)}`);
  return { schema, policies };
}

function partsOf(slug: string, text: string): readonly string[] {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type !== 'success') throw new Error(`policies of ${slug} can't be read: ${JSON.stringify(parts.errors)}`);
  if (parts.policy_templates.length > 0) throw new Error(`policies of ${slug}: templates are not allowed`);
  return parts.policies;
}

function idOf(policy: string): string | undefined {
  const parsed = cedar.policyToJson(policy);
  return parsed.type === 'success' ? (parsed.json.annotations?.['id'] ?? undefined) : undefined;
}

/** Loads every workflow's policies once, when the function starts; a slug without policies throws. */
export function policiesBySlug(workflows: readonly Workflow[]): (slug: string) => PolicySet {
  const sets = new Map(workflows.map((workflow) => [workflow.slug, loadPolicies(workflow)]));
  return (slug) => {
    const set = sets.get(slug);
    if (set) return set;
    throw new Error(`no policies are loaded for ${slug}: nothing is permitted`);
  };
}
