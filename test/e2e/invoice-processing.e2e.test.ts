import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDocument } from '../../cli/commands/quarantine.ts';
import { look } from '../../cli/dead-letters/look.ts';
import { redrive } from '../../cli/dead-letters/redrive.ts';
import { sqsDeadLetters } from '../../cli/dead-letters/sqs.ts';
import { follow, submitDocument } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples, type Sample } from '../../local/samples/load.ts';
import { runSamples, type SampleResult } from '../../local/samples/run.ts';
import { sampleTable } from '../../local/samples/table.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { loggedIn } from './sample-people.ts';
import { testStack } from './stack.ts';

let stack: LocalStack;
let results: SampleResult[];
const sfn = new SFNClient({});
const sqs = new SQSClient({});
const samples = loadSamples('invoices');
const machine = () => stack.plane.name('state-machine/invoice-processing');
const tell = () => {};
const executionOf = (name: string) => `${machine().replace(':stateMachine:', ':execution:')}:${name}`;

beforeAll(async () => {
  stack = await testStack();
  results = await runSamples(stack.plane, samples);
  process.stdout.write(`${sampleTable(results)}\n`);
});
afterAll(() => stack?.stop());

/** A clean invoice for some boxes of paper (18.50 each, VAT 20 %) of a spare order, PO-2026-0101 to 0111. */
function spare(number: string, order: string, boxes: number): Uint8Array {
  const clean = samples.find(({ slug }) => slug === '24-instructions-in-a-note') as Sample;
  const money = (cents: number) => (cents / 100).toFixed(2);
  const text = clean.raw
    .toString('utf8')
    .replace(/<cbc:Note>[^<]*<\/cbc:Note>\s*/g, '')
    .replaceAll('PO-2026-0112', order)
    .replaceAll('222.00', money(boxes * 2220))
    .replaceAll('185.00', money(boxes * 1850))
    .replaceAll('37.00', money(boxes * 370))
    .replace(/(<cbc:InvoicedQuantity[^>]*>)10</, `$1${boxes}<`);
  return Buffer.from(text.replace(/<cbc:ID>[^<]+<\/cbc:ID>/, `<cbc:ID>${number}</cbc:ID>`));
}

async function statesEntered(executionArn: string): Promise<string[]> {
  const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return (events ?? []).flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

describe('the samples on LocalStack and Tryton', () => {
  it.each(samples.map(({ slug }) => slug))('%s ends where its file says it must', (slug) => {
    expect(results.find(({ sample }) => sample.slug === slug)?.faults).toEqual([]);
  });

  it('post what they say: net, tax and gross as proposed, a number, balanced; one document each', () => {
    const posted = results.flatMap(({ confirmed }) => confirmed ?? []);
    expect(posted.length).toBeGreaterThan(8);
    for (const { body } of posted) expect(body).toMatchObject({ deviations: [], document: { balanced: true } });
    const numbers = posted.map(({ body }) => `${(body['document'] as { id: string }).id}`);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('leave to pay what the posted advance has not paid already', () => {
    const prepaid = results.find(({ sample }) => sample.slug === '25-prepaid');
    expect(prepaid?.confirmed?.body).toMatchObject({ document: { gross: '3480.00', payable: '2436.00' } });
  });

  it('leave a gap-free chain each', async () => {
    for (const { caseId } of results) {
      if (caseId) expect(chainFaults(await stack.plane.readCase(caseId))).toEqual([]);
    }
  });

  it('enter at most five states on the straight-through path', async () => {
    const clean = results.find(({ sample }) => sample.slug === '01-clean-match');
    const states = await statesEntered(executionOf(`${clean?.caseId}-1`));
    expect(states).toEqual(['Gather', 'Assess', 'Decide', 'Route', 'Post Invoice']);
  });
});

describe('nothing posts twice, nothing is lost', () => {
  it('once what is large and in flight is decided: until then its vendor’s others are measured with it', async () => {
    const large = results.find(({ sample }) => sample.slug === '12-above-materiality')?.caseId ?? '';
    const grace = await loggedIn(stack, 'grace');
    const { digest } = (await grace.show(large)).proposal;
    await grace.say(large, 'reject', { digest, reason: 'the vendor bills it anew' });
    const listed = async () => (await grace.list()).map(({ caseId }) => caseId);
    await expect.poll(listed, { timeout: 30_000 }).not.toContain(large);
    expect(await follow(stack.plane, large, 60_000, { until: ['refused'] })).toBe('refused');
  });

  it('while the ERP is down a command waits, and is posted once it is back', async () => {
    await stack.erp.stop();
    const { caseId = '' } = await submitDocument(stack.plane, spare('E2E-DOWN-1', 'PO-2026-0101', 9), {
      source: 'test',
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    stack.replaceErp(await stack.erp.startAgain());
    expect(await follow(stack.plane, caseId, 120_000)).toBe('posted');
    const entries = await stack.plane.readCase(caseId);
    expect(entries.filter(({ stage }) => stage === 'confirmed')).toHaveLength(1);
  });

  it('a message that is no command is put aside word for word, and its company’s next command follows', async () => {
    const clean = results.find(({ sample }) => sample.slug === '01-clean-match');
    const decided = newest(await stack.plane.readCase(clean?.caseId ?? ''), 'decided');
    const MessageBody = `no command, ${Date.now()}`;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: stack.plane.name('command-queue-url'),
        MessageGroupId: String(decided?.body['company']),
        MessageBody,
      }),
    );
    const { caseId = '' } = await submitDocument(stack.plane, spare('E2E-POISON-1', 'PO-2026-0107', 7), {
      source: 'test',
    });
    expect(await follow(stack.plane, caseId, 60_000)).toBe('posted');
    const QueueUrl = stack.plane.name('command-dead-letters-url');
    const letters = () => look(sqsDeadLetters(), QueueUrl, 100);
    const kept = [{ body: MessageBody, why: 'it is no JSON' }];
    await expect.poll(letters, { timeout: 10_000 }).toMatchObject(kept);
    const to = stack.plane.name('command-queue-url');
    const left = await redrive(sqsDeadLetters(), { from: QueueUrl, to, ids: 'all', now: () => new Date(), tell });
    expect([...left.values()]).toEqual([expect.stringContaining('within five minutes')]);
    expect(await letters()).toMatchObject(kept);
  });

  it('an event that ended among the dead letters is listed, redriven, and posted', async () => {
    const content = Buffer.from(spare('E2E-REDRIVEN-1', 'PO-2026-0109', 4)).toString('utf8');
    const detail = {
      ...{ specversion: '1.0', id: `redriven-${Date.now()}`, source: 'e2e', type: 'invoice.received.v1' },
      ...{ time: new Date().toISOString(), data: { document: { content, encoding: 'utf-8' } } },
    };
    const MessageBody = JSON.stringify({ 'detail-type': detail.type, source: detail.source, detail });
    const from = stack.plane.name('intake-dead-letters-url');
    await sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody }));
    const found = () => look(sqsDeadLetters(), from, 100);
    await expect.poll(found, { timeout: 10_000 }).toMatchObject([{ body: MessageBody }]);
    const [letter] = await found();
    const ids = new Set([letter?.id ?? '']);
    const to = stack.plane.name('intake-queue-url');
    expect((await redrive(sqsDeadLetters(), { from, to, ids, now: () => new Date(), tell })).size).toBe(0);
    expect(await found()).toEqual([]);
    const posted = async () => (await stack.plane.casesOf('posted')).map(({ subject }) => subject);
    await expect.poll(posted, { timeout: 60_000 }).toContainEqual(expect.stringContaining('E2E-REDRIVEN-1'));
  });

  it('what could not be read is listed, repaired, readmitted under its own id, and posted', async () => {
    const { quarantine } = await loggedIn(stack, 'ines');
    const clerk = await loggedIn(stack, 'amara');
    await expect(clerk.quarantine.list()).rejects.toThrow('governance or operations');
    const { quarantined } = await quarantine.list();
    expect(quarantined).toMatchObject([{ type: 'invoice.received.v1', count: 1 }]);
    const { caseId = '', eventId, reason: why } = quarantined[0] ?? {};
    expect(why).toContain('document');
    const shown = await quarantine.show(caseId);
    const event = withDocument(shown, Buffer.from(spare('E2E-REPAIRED-1', 'PO-2026-0110', 3)));
    const reason = 'cut short on the way: the sender’s own copy';
    const { digest } = await quarantine.say(caseId, 'repair', { digest: shown.digest, reason, event });
    await quarantine.say(caseId, 'readmit', { digest, reason });
    const admitted = async () => (await quarantine.show(caseId)).admitted;
    await expect.poll(admitted, { timeout: 30_000 }).toMatchObject({ answer: 'accepted' });
    const { caseId: repaired = '' } = (await admitted()) ?? {};
    expect(await follow(stack.plane, repaired, 60_000)).toBe('posted');
    const [received] = await stack.plane.readCase(repaired);
    const readmission = { quarantine: caseId, repairedBy: ['person-ines'] };
    expect(received?.body).toMatchObject({ time: shown.time, readmission });
    expect(received?.body['eventId']).toBe(`${shown.sender}/${eventId}`);
    await expect(quarantine.say(caseId, 'readmit', { digest, reason })).rejects.toThrow('It is admitted');
    await expect.poll(async () => (await quarantine.list()).quarantined, { timeout: 30_000 }).toEqual([]);
    expect(chainFaults(await stack.plane.readCase(caseId))).toEqual([]);
  });

  it('T7: a task token answered by hand posts nothing', async () => {
    const waiting = results.find(({ sample }) => sample.slug === '03-price-beyond-tolerance');
    const name = `${waiting?.caseId}-1`;
    const { events } = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn: executionOf(name), maxResults: 1000 }),
    );
    const scheduled = (events ?? []).flatMap(
      ({ taskScheduledEventDetails }) => taskScheduledEventDetails?.parameters ?? [],
    );
    const { taskToken, ...ref } = (JSON.parse(scheduled.at(-1) ?? '{}') as { Payload: Record<string, unknown> })
      .Payload;
    const { state: _, ...output } = ref;
    await sfn.send(
      new SendTaskSuccessCommand({
        taskToken: String(taskToken),
        output: JSON.stringify({ ...output, verdict: 'approved' }),
      }),
    );
    expect(await follow(stack.plane, waiting?.caseId ?? '', 60_000, { until: ['posted', 'parked', 'refused'] })).toBe(
      'parked',
    );
    const entries = await stack.plane.readCase(waiting?.caseId ?? '');
    expect(newest(entries, 'not-authorised')?.body['reason']).toMatch(/nobody has countersigned/);
    expect(newest(entries, 'prepared')).toBeUndefined();
  });

  it('the same event again does nothing; a stopped execution is found by the sweep and its case reopened', async () => {
    const { caseId = '' } = await submitDocument(stack.plane, spare('E2E-STOP-1', 'PO-2026-0102', 8), {
      source: 'test',
    });
    await expect.poll(async () => (await stack.plane.readCase(caseId)).length, { timeout: 30_000 }).toBeGreaterThan(0);
    await sfn.send(new StopExecutionCommand({ executionArn: executionOf(`${caseId}-1`) })).catch(() => undefined);
    const status = await follow(stack.plane, caseId, 200_000, { until: ['posted'] });
    expect(status).toBe('posted');
    const entries = await stack.plane.readCase(caseId);
    expect(entries.filter(({ stage }) => stage === 'confirmed')).toHaveLength(1);
    expect(chainFaults(entries)).toEqual([]);
  });

  it('no execution failed', async () => {
    const { executions } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: machine(), statusFilter: 'FAILED' }),
    );
    expect(executions).toEqual([]);
  });
});
