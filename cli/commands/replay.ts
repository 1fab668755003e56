import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { dynamo } from '../../lambdas/shared/adapters/aws.ts';
import { workflowOf } from '../../lambdas/shared/workflow-of.ts';
import { controlPlane } from '../control-plane.ts';
import { readLedger } from '../drills/ledger-tables.ts';
import { inRequests, type Replayable, replayable, type Wanted } from '../replay.ts';
import { Unreadable } from '../unreadable.ts';

interface Options extends Partial<Wanted> {
  readonly case?: string;
  readonly send?: true;
  readonly json?: true;
}

/** `replay`: says what would be put on the bus; puts it there with `--send`, by the function whose events they are. */
export async function replayEvents({ case: caseId, since, until, send, json }: Options): Promise<void> {
  if (caseId === undefined && since === undefined) throw new Unreadable('say either --case ID or --since INSTANT');
  const wanted = { since: instant(since, '0000'), until: instant(until, '9999') };
  const plane = await controlPlane();
  const cases = caseId
    ? new Map([[caseId, await plane.readCase(caseId)]])
    : await readLedger(dynamo, plane.name('ledger-table'));
  const found = replayable(cases, wanted, workflowOf);
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : found.map(lineOf).join(''));
  if (!send) return say(`${found.length} events; nothing was sent: --send does`, json);
  const lambda = new LambdaClient({});
  for (const request of inRequests(found)) {
    const call = { FunctionName: plane.name('publish-function'), Payload: JSON.stringify(request) };
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand(call));
    if (FunctionError) throw new Error(`not all were sent: ${Buffer.from(Payload ?? []).toString('utf8')}`);
  }
  say(`${found.length} events put on the bus again`, json);
}

const lineOf = ({ at, type, caseId, seq, id }: Replayable) => `${at}  ${type}  ${caseId} entry ${seq}  id ${id}\n`;
const say = (words: string, json?: true) => void (json ? process.stderr : process.stdout).write(`${words}\n`);

function instant(text: string | undefined, otherwise: string): string {
  if (text === undefined) return otherwise;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || !text.endsWith('Z'))
    throw new Unreadable(`${text} is no instant in UTC, such as 2026-11-24T08:00:00Z`);
  return time.toISOString();
}
