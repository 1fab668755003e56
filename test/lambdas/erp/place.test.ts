import { expect, it } from 'vitest';
import { execute } from '../../../lambdas/erp/gateway.ts';
import { readCommand } from '../../../lambdas/erp/read-command.ts';
import { toyRun } from '../../support/toy-run.ts';

const PLACE = '18870000000000000001';

it('a place in the order comes from the queue, never from the message', () => {
  const caseId = `toy-${'0'.repeat(32)}`;
  const message = { schema: 1, workflow: 'toy', caseId, attempt: 1, command: 'post-toy', taskToken: 't' };
  const read = (body: object, given?: string) => readCommand(JSON.stringify(body), given);
  expect(read({ ...message, place: PLACE })).toMatchObject({ kind: 'unreadable' });
  expect(read(message)).toEqual({ kind: 'command', message });
  expect(read(message, PLACE)).toEqual({ kind: 'command', message: { ...message, place: PLACE } });
});

it('what is prepared keeps its place in the order of its company', async () => {
  const run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  const message = run.messageOf(await run.toDecision(run.started[0]?.input as never, 0.95));
  await execute({ ...message, place: PLACE }, run.gateway);
  const prepared = (await run.gateway.ledger.read(message.caseId)).find(({ stage }) => stage === 'prepared');
  expect(prepared?.body['place']).toBe(PLACE);
});
