import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accept, REASONS } from '../nag-reasons.ts';
import { owned } from '../owned.ts';
import type { TaskFunction } from './task-function.ts';

/** Requests a second for everybody together, on average and at once: people decide, programs don't. */
const RATE = 20;
const BURST = 40;

/** What is logged of a request; no header, query or body, so no token either. */
const LOGGED = {
  requestId: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTimeEpoch(),
  ip: AccessLogField.contextIdentitySourceIp(),
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextPath(),
  status: AccessLogField.contextStatus(),
  latencyMs: AccessLogField.contextResponseLatency(),
};

interface ReviewApiProps extends Pick<TaskFunction, 'lambda'> {
  /** What changes authority data: a function of its own, since it may write what the other may only read. */
  readonly govern: TaskFunction['lambda'];
  /** What starts executions: a function of its own, since it decides nothing. */
  readonly reopen: TaskFunction['lambda'];
  /** What decides about events in quarantine or out of their order: a function of its own, since it may reach no case of a workflow. */
  readonly quarantine: TaskFunction['lambda'];
  /** What takes statements about exceptions: a function of its own, under a key of its own. */
  readonly exceptions: TaskFunction['lambda'];
  readonly timeout: Duration;
}

/**
 * The review API: one way through to one function, which verifies every token itself, routes, and checks every request
 * against the schemas that its OpenAPI description is made of. No other origin is let in, and execution logs are off:
 * they would hold tokens.
 */
export class ReviewApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: ReviewApiProps) {
    super(scope, id);
    const { lambda, govern, reopen, quarantine, exceptions, timeout } = props;
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const within = Duration.seconds(Math.min(29, timeout.toSeconds() + 2));
    this.api = new RestApi(this, 'Api', {
      restApiName: 'countersign-reviews',
      description: 'What people may decide, what it rests on, and their decisions',
      endpointTypes: [EndpointType.REGIONAL],
      defaultIntegration: new LambdaIntegration(lambda, { allowTestInvoke: false, timeout: within }),
      cloudWatchRole: true,
      deployOptions: {
        stageName: 'v1',
        throttlingRateLimit: RATE,
        throttlingBurstLimit: BURST,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(LOGGED)),
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        metricsEnabled: true,
        tracingEnabled: true,
      },
    });
    this.api.root.addProxy({ anyMethod: true });
    for (const [path, handler] of Object.entries({ governance: govern, cases: reopen })) {
      const defaultIntegration = new LambdaIntegration(handler, { allowTestInvoke: false, timeout: within });
      this.api.root.addResource(path).addProxy({ anyMethod: true, defaultIntegration });
    }
    for (const [path, handler] of Object.entries({ quarantine, order: quarantine, exceptions })) {
      const defaultIntegration = new LambdaIntegration(handler, { allowTestInvoke: false, timeout: within });
      const listed = this.api.root.addResource(path, { defaultIntegration });
      listed.addMethod('ANY');
      listed.addProxy({ anyMethod: true });
    }
    owned('process-owner', this);
    this.acceptFindings();
  }

  private acceptFindings(): void {
    const { api } = this;
    accept(api.root, REASONS.ownVerification, 'APIG4', 'COG4');
    accept(api, REASONS.ownValidation, 'APIG2');
    accept(api.deploymentStage, REASONS.noFirewall, 'APIG3');
    accept(api.deploymentStage, REASONS.noExecutionLogs, 'APIG6');
    const role = api.node.tryFindChild('CloudWatchRole');
    const managed = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    if (role) accept(role, REASONS.accountLogs, `IAM4[Policy::${managed}]`);
  }
}
