export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
/** A synthesised template, as far as the tests read it. */
export interface Assembly {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { Value: unknown; Export?: { Name: unknown } }>>;
}

export const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

/** How the ARN of a type ends, by logical id; what is not here is made up of its service and id. */
const ARN: Readonly<Record<string, (id: string) => string>> = {
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id.toLowerCase()}`,
  'AWS::DynamoDB::Table': (id) => arn('dynamodb', `table/${id}`),
  'AWS::KMS::Key': (id) => arn('kms', `key/${id}`),
  'AWS::SecretsManager::Secret': (id) => arn('secretsmanager', `secret:${id}-AbCdEf`),
  'AWS::SQS::Queue': (id) => arn('sqs', id),
  'AWS::SNS::Topic': (id) => arn('sns', id),
  'AWS::Lambda::Function': (id) => arn('lambda', `function:${id}`),
  'AWS::IAM::Role': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::Events::EventBus': (id) => arn('events', `event-bus/${id}`),
  'AWS::StepFunctions::StateMachine': (id) => arn('states', `stateMachine:${id}`),
  'AWS::Logs::LogGroup': (id) => arn('logs', `log-group:${id}:*`),
};
/** Types whose Ref is their ARN. */
const REF_IS_ARN = new Set(['AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine', 'AWS::SNS::Topic']);

function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
}

/** ARN of a resource of these templates. */
export function arnOf(id: string, { Type }: Resource): string {
  return ARN[Type]?.(id) ?? arn(Type.split('::')[1]?.toLowerCase() ?? 'unknown', id);
}

/** Replaces every intrinsic function by the value that a deployment would put there. */
export function concrete(value: unknown, own: Assembly, exporting: Assembly): unknown {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const [[kind, of] = ['', undefined], ...more] = Object.entries(node);
    if (more.length > 0 || !/^(Ref|Fn::)/.test(kind)) {
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]));
    }
    if (kind === 'Ref') return reference(String(of), own);
    if (kind === 'Fn::Join' && Array.isArray(of)) return of[1].map(visit).join(of[0]);
    if (kind === 'Fn::GetAtt' && Array.isArray(of)) return attribute(String(of[0]), String(of[1]), own);
    if (kind === 'Fn::ImportValue') return imported(String(of), exporting);
    throw new Error(`no value for ${JSON.stringify(node)}`);
  };
  return visit(value);
}

function reference(id: string, { Resources }: Assembly): string {
  const pseudo: Record<string, string> = { 'AWS::Region': REGION, 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws' };
  const resource = Resources[id];
  if (!resource) return pseudo[id] ?? id;
  return REF_IS_ARN.has(resource.Type) ? arnOf(id, resource) : id;
}

function attribute(id: string, name: string, { Resources }: Assembly): string {
  const resource = Resources[id];
  if (!resource) throw new Error(`no resource ${id}`);
  if (name === 'Name') return id;
  return name.endsWith('Arn') && name !== 'StreamArn' ? arnOf(id, resource) : `${arnOf(id, resource)}/${name}`;
}

function imported(name: string, exporting: Assembly): unknown {
  const output = Object.values(exporting.Outputs ?? {}).find((candidate) => candidate.Export?.Name === name);
  if (!output) throw new Error(`nothing is exported as ${name}`);
  return concrete(output.Value, exporting, exporting);
}
