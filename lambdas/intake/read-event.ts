import type { Identified, Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { CloudEvent } from '../../statemachines/kernel/envelope.ts';
import type { Answers, IncomingContract, Withdrawn } from '../../statemachines/kernel/events/event-contract.ts';
import { digestOf } from '../../statemachines/kernel/ids.ts';
import { understand } from '../shared/understand.ts';
import type { IntakeDeps } from './deps.ts';
import { requireTold } from './from-ledger.ts';
import { readDocument } from './read-document.ts';

/** The newest version of its contract, and the older one that it came in. */
interface OfVersion {
  readonly type: string;
  readonly upcastFrom?: string;
}

/** An event that brings a document, understood. */
export interface ReadDocument extends Identified, OfVersion {
  readonly does: 'opens' | 'replaces';
  readonly workflow: Workflow;
  readonly raw: Uint8Array;
}

/** What becomes of one case, to be put down in another. */
export interface ReadMark extends OfVersion {
  readonly does: 'marks';
  readonly workflow: Workflow;
  readonly contract: Extract<IncomingContract, { does: 'marks' }>;
  readonly data: unknown;
}

/** An event without a document. */
interface OfData extends OfVersion {
  readonly workflow: Workflow;
  readonly payloadHash: string;
}

/** An event whose contract is understood, and its document, if it brings one. */
export type ReadEvent =
  | ReadDocument
  | ReadMark
  | (Withdrawn & OfData & { readonly does: 'withdraws' })
  | (Answers & OfData & { readonly does: 'answers' });

/** @throws CountersignError InvalidInput with the reasons by path; Transient */
export async function readEvent(cloud: CloudEvent, sender: string, deps: IntakeDeps): Promise<ReadEvent> {
  const { workflow, contract, data, upcastFrom } = understand(cloud, deps.workflows);
  const version = { type: contract.type, ...(upcastFrom !== undefined && { upcastFrom }) };
  if (contract.from === 'ledger') await requireTold(cloud, sender, deps);
  if (contract.does === 'marks') return { ...version, does: contract.does, workflow, contract, data };
  if (contract.does === 'withdraws')
    return { ...version, does: contract.does, workflow, payloadHash: digestOf(data), ...contract.identify(data) };
  if (contract.does === 'answers')
    return { ...version, does: contract.does, workflow, payloadHash: digestOf(data), ...contract.identify(data) };
  const { does = 'opens' } = contract;
  const raw = await readDocument(data, deps.documents);
  return {
    ...version,
    does,
    workflow,
    raw,
    ...workflow.identify(workflow.parse(raw), { source: sender, subject: cloud.subject }),
  };
}
