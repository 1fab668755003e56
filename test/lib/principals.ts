import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT, type Assembly, arnOf, concrete } from './concrete.ts';
import { templatesOf } from './sample.ts';

type Policy = { Statement: Record<string, unknown>[]; Version?: string };

/** The roles and resource policies of both synthesised stacks, as IAM would see them once deployed. */
export interface Deployed {
  /** Construct id of the role's owner (`gather`, `toy`) → its identity policies. */
  readonly roles: ReadonlyMap<string, readonly Policy[]>;
  /** Resource policy by ARN of what it protects. */
  readonly resourcePolicies: ReadonlyMap<string, Policy>;
  /** ARN of the one resource of a type whose logical id starts so. */
  arn(type: string, idStartsWith: string): string;
}

export function deployed(context: Readonly<Record<string, unknown>> = {}): Deployed {
  const { foundation, controlPlane } = templatesOf({ context });
  const lower = foundation.toJSON() as Assembly;
  const upper = controlPlane.toJSON() as Assembly;
  const all = [...Object.entries(lower.Resources), ...Object.entries(upper.Resources)];
  const value = (of: unknown, own: Assembly) => concrete(of, own, lower);
  const roles = new Map<string, Policy[]>();
  for (const { Type, Properties } of Object.values(upper.Resources)) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const [role] = value(Properties['Roles'], upper) as string[];
    const name = String(role).replace(/Role[0-9A-F]{8}$/, '');
    roles.set(name, [...(roles.get(name) ?? []), value(Properties['PolicyDocument'], upper) as Policy]);
  }
  const resourcePolicies = new Map<string, Policy>();
  for (const own of [lower, upper]) {
    for (const [id, resource] of Object.entries(own.Resources)) {
      const policy = value(policyOf(resource.Type, resource.Properties), own) as Policy | undefined;
      if (policy) resourcePolicies.set(arnOf(id, resource), policy);
    }
  }
  for (const { Type, Properties } of Object.values(upper.Resources)) {
    if (Type !== 'AWS::Events::EventBusPolicy') continue;
    const statement = value(Properties['Statement'], upper) as Record<string, unknown>;
    const bus = String(statement['Resource']);
    resourcePolicies.set(bus, { Statement: [...(resourcePolicies.get(bus)?.Statement ?? []), statement] });
  }
  return {
    roles,
    resourcePolicies,
    arn(type, idStartsWith) {
      const [found, ...more] = all.filter(([id, { Type }]) => Type === type && id.startsWith(idStartsWith));
      if (!found || more.length > 0)
        throw new Error(`${more.length + (found ? 1 : 0)} resources ${type} ${idStartsWith}`);
      return arnOf(...found);
    },
  };
}

function policyOf(type: string, properties: Readonly<Record<string, unknown>>): unknown {
  if (type === 'AWS::KMS::Key') return properties['KeyPolicy'];
  if (type !== 'AWS::DynamoDB::Table') return undefined;
  return (properties['ResourcePolicy'] as { PolicyDocument?: unknown } | undefined)?.PolicyDocument;
}

interface Asked {
  readonly principal: string;
  readonly policies: readonly Policy[];
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** @throws Error when the simulator can't answer: an unknown action, or a resource that the action does not know */
export async function allowed(deployment: Deployed, asked: Asked): Promise<boolean> {
  const { principal, policies, action, resource, context = {} } = asked;
  const protectedBy = resource.replace(/\/index\/.*$/, '');
  const resourcePolicy = deployment.resourcePolicies.get(protectedBy);
  const role = `arn:aws:iam::${ACCOUNT}:role/${principal}`;
  const result = await runSimulation(
    {
      request: {
        principal: role,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': role, ...context },
      },
      identityPolicies: policies.map((policy, index) => ({ name: `${principal}-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}
