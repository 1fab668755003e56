import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import type { Subject } from './question.ts';
import type { AuthorityScope } from './snapshot.ts';

/** Whose authority data a decision about this case rests on; roles of consent only where their consent is needed. */
export function scopeOf(
  { slug, authority }: Pick<Workflow, 'slug' | 'authority'>,
  { company, stops, consents = [] }: Pick<Subject, 'company' | 'stops' | 'consents'>,
): AuthorityScope {
  const asked = consents.length > 0 && { consents: consents.map(({ role }) => role) };
  return { workflow: slug, roles: authority.roles, company, stops, ...asked };
}
