import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ControlPlane } from '../../cli/control-plane.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { CaseRef, CommandMessage } from '../../statemachines/kernel/task-input.ts';

const sqs = new SQSClient({});
const sfn = new SFNClient({});

/** The state that a decided case is in, as somebody with access to the console reads it there. */
export async function stateOf(plane: ControlPlane, caseId: string): Promise<CaseRef> {
  const decided = newest(await plane.readCase(caseId), 'decided');
  if (!decided) throw new Error(`${caseId} is not decided`);
  const { attempt, visit, company, digest } = decided.body as Record<'attempt' | 'visit', number> &
    Record<'company' | 'digest', string>;
  return { schema: 1, caseId, workflow: decided.workflow.slug, attempt, visit, company, digest };
}

/** Sends a command past the state machine, and waits until the gateway has dealt with it. */
export async function sendCommand(plane: ControlPlane, message: CommandMessage): Promise<void> {
  const QueueUrl = plane.name('command-queue-url');
  const MessageBody = JSON.stringify(message);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageGroupId: String(message.company), MessageBody }));
  const left = async () => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: taken } = Attributes ?? {};
    return Number(waiting) + Number(taken);
  };
  await until(async () => (await left()) === 0);
}

/** Starts an execution of the case's next attempt in a state of somebody's making, and waits until it ends or waits itself. */
export async function startByHand(plane: ControlPlane, state: CaseRef): Promise<void> {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: plane.name(`state-machine/${state.workflow}`),
      name: `${state.caseId}-${state.attempt}`,
      input: JSON.stringify(state),
    }),
  );
  await until(async () => {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const opened = newest(await plane.readCase(state.caseId), 'review-opened');
    return status !== 'RUNNING' || opened?.body['attempt'] === state.attempt;
  });
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error('nothing came of it within a minute');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
