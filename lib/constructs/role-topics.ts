import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AGENT_ROLE } from '../../statemachines/kernel/authority/role.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { owned } from '../owned.ts';
import { published } from '../published.ts';

/** One topic for each human role of any workflow: its people subscribe, and hear when they are asked to decide. */
export class RoleTopics extends Construct {
  /** By role. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, workflows: readonly Pick<Workflow, 'authority'>[]) {
    super(scope, id);
    const asked = workflows.flatMap(({ authority: { roles, consents = [] } }) => [...roles, ...consents]);
    const roles = new Set(asked.filter((role) => role !== AGENT_ROLE));
    const topics = [...roles].map((role) => {
      const topic = owned('process-owner', new Topic(this, role, { enforceSSL: true }));
      published(this, `role-topic/${role}`, topic.topicArn);
      return [role, topic.topicArn] as const;
    });
    this.arns = Object.fromEntries(topics);
  }
}
