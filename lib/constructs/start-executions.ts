import { ArnFormat, Stack } from 'aws-cdk-lib';
import { FUNCTION_NAMES, specOf } from '../functions.ts';
import { acceptWildcard, REASONS } from '../nag-reasons.ts';
import type { Functions } from './functions.ts';
import type { GovernedWorkflow } from './governed-workflow.ts';

/** Tells the functions that may start or look at executions which machine is whose; only once the machines are there. */
export function startExecutions(functions: Functions, workflows: readonly GovernedWorkflow[]): void {
  const machines = workflows.map(({ machine }) => machine);
  for (const name of FUNCTION_NAMES) {
    const { may } = specOf(name);
    const fn = functions[name];
    const starts = may.includes('executions:start');
    const looks = may.includes('executions:look');
    if (!starts && !looks) continue;
    const arns = Object.fromEntries(workflows.map(({ node, machine }) => [node.id, machine.stateMachineArn]));
    fn.lambda.addEnvironment('STATE_MACHINES', Stack.of(fn).toJsonString(arns));
    if (machines.length === 0) continue;
    if (starts) fn.allow(['states:StartExecution'], ...machines.map(({ stateMachineArn }) => stateMachineArn));
    if (!looks) continue;
    const executions = machines.map(({ stateMachineName }) =>
      Stack.of(fn).formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${stateMachineName}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    fn.allow(['states:DescribeExecution'], ...executions);
    for (const execution of executions) acceptWildcard(fn.role, REASONS.executions, execution);
  }
}
