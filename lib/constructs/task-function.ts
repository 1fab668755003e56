import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Writer } from '../../statemachines/kernel/ledger-entry.ts';
import { grantOf } from '../capabilities.ts';
import type { FunctionSpec } from '../function-spec.ts';
import { METRICS_NAMESPACE } from '../metrics.ts';
import { acceptWildcard, REASONS } from '../nag-reasons.ts';
import { owned } from '../owned.ts';
import type { Resources } from '../resources.ts';

interface TaskFunctionProps {
  readonly name: string;
  readonly spec: FunctionSpec;
  readonly resources: Resources;
  /** Folder of the built bundles, one folder a function. */
  readonly bundles: string;
}

/** One Lambda function with a role that allows what its {@link FunctionSpec} says, and nothing else. */
export class TaskFunction extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly logs: LogGroup;

  constructor(scope: Construct, { name, spec, resources, bundles }: TaskFunctionProps) {
    super(scope, name);
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logs.logGroupArn);
    const grants = spec.may.map((capability) => grantOf(capability, resources));
    for (const { statements = [], wildcards = [] } of grants) {
      for (const statement of statements) this.role.addToPrincipalPolicy(statement);
      for (const [resource, reason] of wildcards) acceptWildcard(this.role, reason, resource);
    }
    this.lambda = new Lambda(this, 'Function', {
      description: `Countersign ${name}; owner: ${spec.owner}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleOf(bundles, name)),
      handler: 'index.handler',
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logs,
      role: this.role,
      environment: Object.assign(
        { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE },
        ...grants.map((grant) => grant.environment),
        this.macVariables(spec, resources),
      ),
    });
    acceptWildcard(this.role, REASONS.tracing, '*');
    owned(spec.owner, this);
  }

  allow(actions: string[], ...resources: string[]): void {
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  }

  private macVariables(
    { signs, signsToo = [], verifies = [] }: FunctionSpec,
    { foundation: { macKeys } }: Resources,
  ): Record<string, string> {
    if (!signs) return {};
    const arns = (writers: readonly Writer[]) => writers.map((writer) => macKeys[writer].keyArn);
    this.allow(['kms:GenerateMac'], ...arns([signs, ...signsToo]));
    if (verifies.length > 0) this.allow(['kms:VerifyMac'], ...arns(verifies));
    const usable = [...new Set([signs, ...signsToo, ...verifies])];
    const keys = Object.fromEntries(usable.map((writer) => [writer, macKeys[writer].keyArn]));
    return { MAC_WRITER: signs, MAC_KEYS: Stack.of(this).toJsonString(keys) };
  }
}

/** @throws Error saying how to build when the bundle is not there */
function bundleOf(bundles: string, name: string): string {
  const folder = join(bundles, name);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  throw new Error(`no bundle of ${name} in ${folder}: run "npm run build" first`);
}
