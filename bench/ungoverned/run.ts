import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Latency } from '../flow.ts';
import type { BenchInvoice } from '../invoices.ts';
import type { StubErp } from '../stub-erp.ts';

const TIMEOUT_MS = 120_000;

/**
 * Starts one execution with the invoice in it and waits until it has ended; start → end by the engine's times.
 * @throws Error when it fails, or has not ended within two minutes
 */
export async function runUngoverned(machine: string, erp: StubErp, invoice: BenchInvoice): Promise<Latency> {
  const { reference, raw } = invoice;
  const sfn = new SFNClient({});
  const input = JSON.stringify({ document: raw.toString('utf8') });
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machine, name: reference, input }),
  );
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const isPosted = await Promise.race([erp.posted(reference).then(() => true), sleep(2_000, false)]);
    const { status, startDate, stopDate, error, cause } = await sfn.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    if (status === 'SUCCEEDED' && startDate && stopDate) return stopDate.getTime() - startDate.getTime();
    if (status !== 'RUNNING') throw new Error(`${reference} ended ${status}: ${error}: ${cause}`);
    if (performance.now() > deadline) throw new Error(`${reference} still runs after ${TIMEOUT_MS / 1000} s`);
    if (isPosted) await sleep(50);
  }
}
