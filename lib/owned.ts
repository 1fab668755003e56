import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { OwnerFunction } from '../statemachines/kernel/finding.ts';

/** Names the function of the company that answers for a resource, as its tag `owner`. */
export function owned<T extends IConstruct>(owner: OwnerFunction, resource: T): T {
  Tags.of(resource).add('owner', owner);
  return resource;
}
