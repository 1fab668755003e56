import { Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type OwnerFunction, ownerFunction } from '../../statemachines/kernel/finding.ts';
import { owned } from '../owned.ts';
import { published } from '../published.ts';

/** One topic for each function of the company; each subscribes its own pager or channel. */
export class OwnerTopics extends Construct {
  private readonly actions: ReadonlyMap<OwnerFunction, IAlarmAction>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const topics = ownerFunction.options.map((owner) => [owner, this.topicOf(owner)] as const);
    for (const [owner, topic] of topics) published(this, `alarm-topic/${owner}`, topic.topicArn);
    this.actions = new Map(topics.map(([owner, topic]) => [owner, new SnsAction(topic)]));
  }

  private topicOf(owner: OwnerFunction): Topic {
    const topic = owned(owner, new Topic(this, owner, { enforceSSL: true }));
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  /** Where alarms of an owner go. */
  of(owner: OwnerFunction): IAlarmAction {
    const action = this.actions.get(owner);
    if (action) return action;
    throw new Error(`no topic for ${owner}`);
  }
}
