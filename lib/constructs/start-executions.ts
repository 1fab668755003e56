import { ArnFormat, Stack } from 'aws-cdk-lib';
import { FUNCTION_NAMES, specOf } from '../functions.ts';
import { acceptWildcard, REASONS } from '../nag-reasons.ts';
import type { Functions } from './functions.ts';
import type { GovernedWorkflow } from './governed-workflow.ts';

/** Tells the functions that may start, stop or look at executions which machine is whose; only once the machines are there. */
export function startExecutions(functions: Functions, workflows: readonly GovernedWorkflow[]): void {
  const machines = workflows.map(({ machine }) => machine);
  for (const name of FUNCTION_NAMES) {
    const { may } = specOf(name);
    const fn = functions[name];
    const starts = may.includes('executions:start');
    const named = [
      ...(may.includes('executions:stop') ? ['states:StopExecution'] : []),
      ...(may.includes('executions:look') ? ['states:DescribeExecution'] : []),
    ];
    if (!starts && named.length === 0) continue;
    const arns = Object.fromEntries(workflows.map(({ node, machine }) => [node.id, machine.stateMachineArn]));
    fn.lambda.addEnvironment('STATE_MACHINES', Stack.of(fn).toJsonString(arns));
    if (machines.length === 0) continue;
    if (starts) fn.allow(['states:StartExecution'], ...machines.map(({ stateMachineArn }) => stateMachineArn));
    if (named.length === 0) continue;
    const executions = machines.map(({ stateMachineName }) =>
      Stack.of(fn).formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${stateMachineName}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    fn.allow(named, ...executions);
    for (const execution of executions) acceptWildcard(fn.role, REASONS.executions, execution);
  }
}
