import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { CountersignError } from '../../statemachines/kernel/errors.ts';
import { registry } from '../../statemachines/registry.ts';

/** @throws CountersignError InvalidInput for a slug that no registered workflow has */
export function workflowOf(slug: string): Workflow {
  const workflow = registry.find((candidate) => candidate.slug === slug);
  if (workflow) return workflow;
  const known = registry.map((candidate) => candidate.slug).join(', ');
  throw new CountersignError('InvalidInput', `workflow ${slug} is not registered (known: ${known})`);
}
