import { setTimeout as sleep } from 'node:timers/promises';
import { submitDocument } from '../cli/submit.ts';
import { newest } from '../lambdas/shared/case-log.ts';
import { statusOf } from '../lambdas/shared/case-status.ts';
import type { BenchStack } from './bring-up.ts';
import type { Latency } from './flow.ts';
import type { BenchInvoice } from './invoices.ts';

const TIMEOUT_MS = 120_000;

/**
 * Submits one invoice as an event and waits until the ledger has it confirmed; received → confirmed by the ledger's times.
 * @throws Error when the case comes to rest anywhere else, or not within two minutes
 */
export async function runGoverned({ plane, erp }: BenchStack, { reference, raw }: BenchInvoice): Promise<Latency> {
  const { caseId } = await submitDocument(plane, raw, { source: 'bench' });
  if (!caseId) throw new Error(`${reference} can't be read: mend bench/invoices.ts`);
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    // Asking the ledger costs the engine time, so the stub says when it is worth it.
    const isPosted = await Promise.race([erp.posted(reference).then(() => true), sleep(2_000, false)]);
    const entries = await plane.readCase(caseId);
    const status = statusOf(entries);
    const [received, confirmed] = [newest(entries, 'received'), newest(entries, 'confirmed')];
    if (received && confirmed) return Date.parse(confirmed.at) - Date.parse(received.at);
    if (status !== 'open' && status !== 'interrupted') {
      const findings = JSON.stringify(newest(entries, 'gathered')?.body['findings'] ?? []);
      throw new Error(`${reference} was to be posted and is ${status}; findings: ${findings}`);
    }
    if (performance.now() > deadline) throw new Error(`${reference} is still ${status} after ${TIMEOUT_MS / 1000} s`);
    if (isPosted) await sleep(50);
  }
}
