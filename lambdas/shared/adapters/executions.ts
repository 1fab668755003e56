import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Starter } from '../../intake/ports.ts';

export const sfn = new SFNClient({ maxAttempts: 5 });

/** How an execution stands; `absent` if none of that name was ever started (or its history is gone). */
export type ExecutionStatus = 'running' | 'ended' | 'absent';

export interface Executions extends Starter {
  status(workflow: string, name: string): Promise<ExecutionStatus>;
}

/** Executions of the workflows' state machines, found by slug. */
export function stepFunctions(machines: Readonly<Record<string, string>>): Executions {
  const machineOf = (workflow: string): string => {
    const arn = machines[workflow];
    if (arn) return arn;
    throw new CountersignError('InvalidInput', `workflow ${workflow} has no state machine here`);
  };
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
    async status(workflow, name) {
      const executionArn = `${machineOf(workflow).replace(':stateMachine:', ':execution:')}:${name}`;
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'absent';
        throw error;
      }
    },
  };
}
