import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ControlPlane } from '../../cli/control-plane.ts';

const sfn = new SFNClient({});

/** Stops a running execution, as somebody may in the console. */
export async function stopByHand(plane: ControlPlane, caseId: string, attempt: number): Promise<void> {
  const { executionArn } = executionOf(plane, caseId, attempt);
  await sfn.send(new StopExecutionCommand({ executionArn, error: 'Stopped', cause: 'by hand' }));
}

/**
 * Redrives an attempt from a state, and waits until it ends.
 *
 * The engine has no RedriveExecution. What it does is documented, and done here: the definition of that execution, under
 * the same name, goes on at the state with the input it had there, and a new task token (AWS Step Functions Developer
 * Guide, "Restarting state machine executions with redrive"). `edited` stands for what a redrive can't do: other input.
 * @returns the states that it then entered
 */
export async function redrive(
  plane: ControlPlane,
  { caseId, attempt, from, edited }: { caseId: string; attempt: number; from: string; edited?: object },
): Promise<string[]> {
  const { executionArn, name } = executionOf(plane, caseId, attempt);
  const { definition = '', roleArn } = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
  const input = inputOf(await historyOf(executionArn), from);
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: `redriven-${caseId.slice(-12)}-${Date.now()}`,
      roleArn,
      definition: JSON.stringify({ ...JSON.parse(definition), StartAt: from }),
    }),
  );
  try {
    const started = await sfn.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ ...input, ...edited }) }),
    );
    return await statesOf(String(started.executionArn));
  } finally {
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
}

function executionOf(plane: ControlPlane, caseId: string, attempt: number) {
  const machine = plane.name(`state-machine/${caseId.slice(0, caseId.lastIndexOf('-'))}`);
  const name = `${caseId}-${attempt}`;
  return { name, executionArn: `${machine.replace(':stateMachine:', ':execution:')}:${name}` };
}

/** What a state got when it was last entered; of one that never was, what the last state before got. */
function inputOf(history: readonly HistoryEvent[], state: string): object {
  const entered = history.flatMap(({ stateEnteredEventDetails: details }) => details ?? []);
  const found = entered.findLast(({ name }) => name === state) ?? entered.at(-1);
  return JSON.parse(found?.input ?? '{}') as object;
}

const WAITED_MS = 60_000;

async function statesOf(executionArn: string): Promise<string[]> {
  const began = Date.now();
  for (;;) {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const states = (await historyOf(executionArn)).flatMap(({ stateEnteredEventDetails: at }) => at?.name ?? []);
    if (status !== 'RUNNING') return states;
    if (Date.now() - began > WAITED_MS)
      throw new Error(`the redriven execution is still ${status} at ${states.at(-1)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function historyOf(executionArn: string): Promise<HistoryEvent[]> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return events;
}
