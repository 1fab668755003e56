import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { controlPlane } from '../control-plane.ts';

/** `case ID`: the timeline as the ledger has it, and whether its chain verifies. */
export async function showCase(caseId: string, options: { json?: true }): Promise<void> {
  const plane = await controlPlane();
  const entries = await plane.readCase(caseId);
  if (entries.length === 0) throw new Error(`there is no case ${caseId} here; list them with: countersign cases`);
  const faults = chainFaults(entries);
  const status = statusOf(entries);
  if (options.json) process.stdout.write(`${JSON.stringify({ caseId, status, chain: faults, entries }, null, 2)}\n`);
  else process.stdout.write(`${caseId} is ${status}\n${entries.map(lineOf).join('\n')}\n${verdict(faults)}\n`);
  if (faults.length > 0) throw new Error(`the chain of ${caseId} does not verify`);
}

function lineOf({ seq, at, stage, actor, body, hash }: LedgerEntry): string {
  const detail = [
    'route',
    'role',
    'reason',
    'policies',
    'findings',
    'question',
    'until',
    'comment',
    'text',
    'references',
  ].filter((name) => body[name] !== undefined);
  const words = detail.map((name) => `${name}=${JSON.stringify(body[name])}`).join(' ');
  return `${String(seq).padStart(3)}  ${at}  ${stage.padEnd(16)} ${actor.kind}:${actor.id}  ${hash.slice(0, 16)}…  ${words}`;
}

const verdict = (faults: readonly string[]) =>
  faults.length === 0 ? 'chain: gap-free, every hash matches' : `chain is broken: ${faults.join('; ')}`;
