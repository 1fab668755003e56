import { expect, it } from 'vitest';
import { confirm } from '../../../lambdas/erp/settlements.ts';
import type { Command } from '../../../statemachines/kernel/proposal.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { toyRun } from '../../support/toy-run.ts';

it.each([
  ['and why its payment is blocked', { paymentBlock: 'VENDOR-ON-HOLD' }, { paymentBlockReason: 'VENDOR-ON-HOLD' }],
  ['and that its payment is not blocked', {}, {}],
])('what is confirmed says what the ERP has, %s', async (_, block, reason) => {
  const run = toyRun();
  await run.receive({ number: 'A1', cents: 500 });
  const ref = await run.toDecision(run.started[0]?.input as CaseRef, 0.95);
  const digest = String(ref.digest);
  const command: Command = {
    ...{ kind: 'post-toy', company: 'ACME', idempotencyKey: 'a key of its own' },
    payload: { currency: 'EUR', totals: { net: '5', tax: '0', gross: '5', payable: '5' }, ...block },
    compensation: { kind: 'none', reason: 'toy' },
  };
  const document = await run.erp.post(command, digest);
  const { body } = await confirm(document, { command, commandId: 'c', digest }, run.messageOf(ref), run.gateway);
  const { paymentBlocked, paymentBlockReason } = body;
  expect({ document: body['document'], paymentBlocked }).toEqual({ document, paymentBlocked: 'paymentBlock' in block });
  expect({ ...(paymentBlockReason !== undefined && { paymentBlockReason }) }).toEqual(reason);
});
