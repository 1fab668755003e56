import { CfnResource } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { OWN_SOURCE } from '../../statemachines/kernel/events/outgoing-event.ts';

interface BusPolicyProps {
  readonly bus: EventBus;
  /** Event source → ARN of the principal that owns it. */
  readonly producers: Readonly<Record<string, string>>;
  /** The roles that may speak in our own name. */
  readonly own: readonly IRole[];
}

/**
 * Pins each source to its producer: it may put events of its source, and whoever else tries is denied, also with
 * permissions of their own. `events:source` holds the sources of all entries of a call, hence the set operators. A
 * source that nobody registered stays open to the account and is checked by its contract.
 */
export function busPolicy(scope: Construct, { bus, producers, own }: BusPolicyProps): void {
  const put = { Action: 'events:PutEvents', Resource: bus.eventBusArn };
  for (const [source, principal] of Object.entries(producers)) {
    if (source === OWN_SOURCE) throw new Error(`-c producers: ${OWN_SOURCE} is the control plane's own source`);
    statement(`Allow-${source}`, {
      ...put,
      Effect: 'Allow',
      Principal: { AWS: principal },
      Condition: {
        'ForAllValues:StringEquals': { 'events:source': source },
        Null: { 'events:source': 'false' },
      },
    });
    deny(`Only-${source}`, source, [principal]);
  }
  deny(
    'Only-own',
    OWN_SOURCE,
    own.map((role) => role.roleArn),
  );

  function deny(sid: string, source: string, unless: string[]): void {
    statement(sid, {
      ...put,
      Effect: 'Deny',
      Principal: '*',
      Condition: {
        'ForAnyValue:StringEquals': { 'events:source': source },
        ArnNotEquals: { 'aws:PrincipalArn': unless },
      },
    });
  }
  function statement(sid: string, body: object): void {
    const Sid = sid.replaceAll(/[^A-Za-z0-9_-]/g, '-');
    const properties = { EventBusName: bus.eventBusName, StatementId: Sid, Statement: { Sid, ...body } };
    // The typed construct warns about a deprecated property that it reads itself.
    new CfnResource(scope, `BusPolicy-${Sid}`, { type: 'AWS::Events::EventBusPolicy', properties });
  }
}
