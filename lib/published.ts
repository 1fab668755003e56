import { CfnOutput, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/** Below it lies what the command line needs to find; it then works wherever the AWS variables point. */
export const PARAMETER_ROOT = '/countersign';

/**
 * Publishes a value under a stable name: the parameter `/countersign/<name>` and an output of the stack.
 * The physical names behind it stay CDK's.
 */
export function published(scope: Construct, name: string, value: string): void {
  const id = name.split(/[/-]/).map(capitalised).join('');
  new StringParameter(scope, `${id}Parameter`, { parameterName: `${PARAMETER_ROOT}/${name}`, stringValue: value });
  new CfnOutput(Stack.of(scope), id, { value });
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
