import type { Workflow } from '../define-workflow.ts';
import type { EventContract, IncomingContract } from './event-contract.ts';

/** One version of a contract; all but the newest say how the next one says the same. */
export type Version = EventContract & { readonly upcast?: (data: unknown) => unknown };

/** The versions of a contract, the newest last. */
export const versionsOf = (contract: IncomingContract): readonly Version[] => [...(contract.older ?? []), contract];

/** Every event that a workflow takes in, in every version. */
export const incomingVersions = ({ contracts }: Pick<Workflow, 'contracts'>): readonly Version[] =>
  contracts.flatMap(versionsOf);
