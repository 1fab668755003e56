import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts findings of the AwsSolutions pack on one construct. The id is a finding's whole id
 * (`AwsSolutions-IAM5[Resource::*]`), so that another one of the same rule is still reported.
 */
export function accept(construct: IConstruct, reason: string, ...ids: string[]): void {
  Validations.of(construct).acknowledge(...ids.map((id) => ({ id: `AwsSolutions-${id}`, reason })));
}

/** Accepts a resource with a wildcard in it, for the reason that AWS has no narrower form. */
export function acceptWildcard(construct: IConstruct, reason: string, resource: string): void {
  accept(construct, reason, `IAM5[Resource::${flat(Stack.of(construct).resolve(resource))}]`);
}

/** A reference in the form in which findings name it: `arn:<AWS::Partition>:s3:::<Bucket.Arn>/*`. */
function flat(node: unknown): string {
  if (typeof node !== 'object' || node === null) return String(node);
  const [[kind, value] = ['', undefined]] = Object.entries(node);
  if (kind === 'Ref') return `<${value}>`;
  if (kind === 'Fn::ImportValue') return flat(value);
  if (kind === 'Fn::GetAtt' && Array.isArray(value)) return `<${value.join('.')}>`;
  if (kind === 'Fn::Join' && Array.isArray(value)) return value[1].map(flat).join(value[0]);
  throw new Error(`no name for ${JSON.stringify(node)} in a finding`);
}

/** Why some permissions carry a wildcard that AWS has no narrower form for. */
export const REASONS = {
  tracing: 'X-Ray knows no resources: segments can only be put on *',
  logDelivery: 'Vended log delivery knows no resources: Step Functions needs it on *',
  tokens: 'A task token names its execution itself; IAM knows no resource for SendTask*',
  objects: 'Objects are named by case and content; the bucket holds nothing else',
  streams: 'ListStreams knows no resources',
  model: 'An inference profile runs the one named model in any region of its geography',
  ownVerification:
    'The function verifies every token before anything else, with the issuer that is configured; an authorizer would be a second wall, and the local engine enforces none',
  ownValidation: 'The function checks every request against the schemas that its OpenAPI description is made of',
  noFirewall:
    'Throttled and closed to whoever has no token; a web ACL costs by the month and is added where policy asks for one',
  noExecutionLogs: 'Execution logs hold request headers, tokens among them; access logs and the function’s own are on',
  accountLogs: 'Access logs need this role of AWS once an account and region; it can write logs and nothing else',
  executions: 'Executions are named by case id and attempt; the machines are named exactly',
} as const;
