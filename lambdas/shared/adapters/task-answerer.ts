import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Answerer } from '../../erp/answer.ts';
import { sfn } from './executions.ts';

/** Answers by Step Functions task token; a state that no longer waits has nothing to be told. */
export const taskAnswerer: Answerer = {
  async answer(taskToken, answer) {
    try {
      if (answer.kind === 'success') {
        await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.output) }));
      } else {
        await sfn.send(new SendTaskFailureCommand({ taskToken, error: answer.error, cause: answer.cause }));
      }
    } catch (error) {
      const gone = error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
      if (!gone) throw error;
    }
  },
};
