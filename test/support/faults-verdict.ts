import { effectOf } from '../../lambdas/erp/unsettled.ts';
import { documentEntry, evidenceOf } from '../../lambdas/shared/case-log.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import { type LedgerEntry, STAGE_WRITER, type Stage } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { LEASE_MS } from './faults-ports.ts';
import type { faultsWorld } from './faults-world.ts';
import { memoryMac } from './memory-ledger.ts';

type World = Pick<ReturnType<typeof faultsWorld>, 'entries' | 'ports' | 'sent' | 'mostRunning' | 'executions'>;

/** What must hold of every case at any moment, in words where it does not. */
export async function breaches(world: Omit<World, 'executions'>): Promise<string[]> {
  const entries = await world.entries();
  const { documents, posts } = world.ports.erp;
  const { commitments } = world.ports;
  const count = (stage: Stage) => entries.filter((entry) => entry.stage === stage).length;
  const found = chainFaults(entries);
  for (const { stage, hash, mac, seq } of entries)
    if (!(await memoryMac('sweep').verify(STAGE_WRITER[stage], hash, mac))) found.push(`MAC of ${seq} is wrong`);
  if (documents.length > 1) found.push(`${documents.length} documents in the ERP`);
  if (count('confirmed') > documents.length)
    found.push(`${count('confirmed')} confirmed, ${documents.length} documents`);
  if (documents.length > 0 && !entries.some((entry) => commits(entry, entries)))
    found.push('a document that nobody decided');
  found.push(...(await notTheNewest(world, entries)));
  const groups = entries.flatMap(({ body }) => (body['committed'] as { group: string } | undefined)?.group ?? []);
  const counted = (await Promise.all(groups.map((group) => commitments.since(group, '2026-01-01')))).flat();
  if (documents.length > 0 && counted.length === 0) found.push('a document that its group’s sum does not count');
  if (posts.some((at, n) => n > 0 && at - (posts[n - 1] ?? 0) < LEASE_MS)) found.push('two posts within one lease');
  const executionNames = world.sent.map(({ caseId, attempt, visit }) => `${caseId}-${attempt}/${visit}`);
  if (new Set(executionNames).size < executionNames.length) found.push('one attempt sent its command twice');
  if (world.mostRunning() > 1) found.push(`${world.mostRunning()} executions of one case at once`);
  const [orphan] = entries.filter(({ stage, body }) => stage === 'withdrawn' && !body['afterProbe']).map(effectOf);
  const another = entries.some((entry) => entry.stage === 'prepared' && effectOf(entry) !== orphan);
  if (orphan && !another && documents.length > 0 && count('confirmed') === 0)
    found.push('withdrawn, and in the ERP all the same');
  return found;
}

/** What is in the ERP is the newest document that was accepted of the sender; of what it has withdrawn there is none. */
async function notTheNewest({ ports }: Pick<World, 'ports'>, entries: readonly LedgerEntry[]): Promise<string[]> {
  const [document] = ports.erp.documents;
  if (!document) return [];
  if (statusOf(entries) === 'withdrawn') return ['withdrawn by its sender, and in the ERP all the same'];
  const brought = documentEntry(entries);
  const raw = await ports.evidence.get(brought.caseId, evidenceOf(brought, 0));
  const { cents } = JSON.parse(Buffer.from(raw).toString('utf8')) as { cents: number };
  return document.gross === `${cents}` ? [] : [`${document.gross} in the ERP, ${cents} is the newest document`];
}

/** Decided for the agent, or countersigned by a person for the digest that was decided. */
function commits({ stage, body }: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  if (stage === 'decided') return body['route'] === 'auto';
  return (
    stage === 'approved' &&
    entries.some((other) => other.stage === 'decided' && other.body['digest'] === body['digest'])
  );
}

/** How a case ended, in one word and the figures that count. */
export async function endOf(world: World) {
  const entries = await world.entries();
  const count = (stage: Stage) => entries.filter((entry) => entry.stage === stage).length;
  return {
    status: statusOf(entries),
    documents: world.ports.erp.documents.length,
    prepared: count('prepared'),
    confirmed: count('confirmed'),
    attempts: world.executions.size,
    running: [...world.executions.values()].filter(({ ended }) => !ended).length,
    answers: new Set(world.ports.announced).size,
  };
}
