import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { FUNCTIONS, MACHINE_OUTPUT, STACK } from './names.ts';

const app = new App({ ...(process.env['CDK_OUTDIR'] && { outdir: process.env['CDK_OUTDIR'] }) });
const setting = (name: string): string => {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string' && value) return value;
  throw new Error(`-c ${name}=… is missing: this app is deployed by bench/straight-through.ts`);
};

/** Memory and timeout as the governed functions have them; none of their roles, keys, logs, traces and alarms. */
const stack = new Stack(app, STACK, { description: 'The ungoverned flow that the benchmark compares with' });
const functions = FUNCTIONS.map(({ name, placeholder }) => {
  const lambda = new Lambda(stack, placeholder, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(setting('bundles'), name)),
    handler: 'index.handler',
    timeout: Duration.seconds(60),
    memorySize: 512,
    environment: {
      ERP_URL: setting('erpUrl'),
      MODEL_ID: setting('modelId'),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: setting('bedrockEndpoint'),
    },
  });
  return [placeholder, lambda] as const;
});
const machine = new StateMachine(stack, 'StateMachine', {
  definitionBody: DefinitionBody.fromString(readFileSync(join(import.meta.dirname, 'workflow.asl.json'), 'utf8')),
  definitionSubstitutions: Object.fromEntries(functions.map(([name, { functionArn }]) => [name, functionArn])),
});
for (const [, lambda] of functions) lambda.grantInvoke(machine);
new CfnOutput(stack, MACHINE_OUTPUT, { value: machine.stateMachineArn });
app.synth();
