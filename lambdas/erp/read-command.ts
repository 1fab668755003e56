import { z } from 'zod';
import { type CommandMessage, commandMessage } from '../../statemachines/kernel/task-input.ts';

/** A message of the command queue; or why it is none, with the token of whoever waits for it, if it has one. */
export type ReadCommand =
  | { readonly kind: 'command'; readonly message: CommandMessage }
  | { readonly kind: 'unreadable'; readonly why: string; readonly taskToken?: string };

/** As long as Step Functions makes them. */
const withToken = z.looseObject({ taskToken: z.string().min(1).max(2048) });
const MOST_WORDS = 1000;

/** @param place where the queue has put it, if it says so */
export function readCommand(body: string, place?: string): ReadCommand {
  const json = jsonOf(body);
  const parsed = commandMessage.safeParse(json);
  if (parsed.success) return { kind: 'command', message: { ...parsed.data, ...(place && { place }) } };
  const why = json === undefined ? 'it is no JSON' : z.prettifyError(parsed.error).slice(0, MOST_WORDS);
  const taskToken = withToken.safeParse(json).data?.taskToken;
  return { kind: 'unreadable', why, ...(taskToken && { taskToken }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
