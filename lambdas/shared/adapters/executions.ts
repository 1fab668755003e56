import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Starter, Stopper } from '../../intake/ports.ts';

export const sfn = new SFNClient({ maxAttempts: 5 });

/** How an execution stands; `absent` if none of that name was ever started (or its history is gone). */
export type ExecutionStatus = 'running' | 'ended' | 'absent';

export interface Executions extends Starter {
  status(workflow: string, name: string): Promise<ExecutionStatus>;
}

/** Characters of a cause. */
const MOST_CAUSE = 1_000;

/** Executions of the workflows' state machines, found by slug. */
export function stepFunctions(machines: Readonly<Record<string, string>>): Executions & Stopper {
  const machineOf = (workflow: string): string => {
    const arn = machines[workflow];
    if (arn) return arn;
    throw new CountersignError('InvalidInput', `workflow ${workflow} has no state machine here`);
  };
  const arnOf = (workflow: string, name: string) =>
    `${machineOf(workflow).replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    async start(workflow, name, input) {
      try {
        await sfn.send(
          new StartExecutionCommand({ stateMachineArn: machineOf(workflow), name, input: JSON.stringify(input) }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async stop(workflow, name, why) {
      try {
        await sfn.send(
          new StopExecutionCommand({ executionArn: arnOf(workflow, name), cause: why.slice(0, MOST_CAUSE) }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
    async status(workflow, name) {
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: arnOf(workflow, name) }));
        return status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'absent';
        throw error;
      }
    },
  };
}
