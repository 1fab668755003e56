import type { OwnerFunction } from '../statemachines/kernel/finding.ts';
import type { Writer } from '../statemachines/kernel/ledger-entry.ts';
import type { Capability } from './capabilities.ts';

/** One Lambda function, shared by all workflows: its code, its limits, and everything that it may do. */
export interface FunctionSpec {
  /** Entry file, from the repository's root. */
  readonly entry: string;
  readonly owner: OwnerFunction;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly may: readonly Capability[];
  /** Whose key it makes MACs with; functions without one append nothing. */
  readonly signs?: Writer;
  /** Whose keys it makes MACs with besides, where it may do what another function does. */
  readonly signsToo?: readonly Writer[];
  /** Whose entries it relies on. */
  readonly verifies?: readonly Writer[];
  /** Placeholders by which the graphs call it; none if no graph does. */
  readonly placeholders?: readonly string[];
  /** Files of every workflow that it reads when it starts; the build lays them beside the bundle. */
  readonly reads?: readonly ('policy' | 'policySchema')[];
}

/** What most functions take at most. */
export const TASK = { timeoutSeconds: 60, memoryMb: 512 } as const;
/** One behind the API for people: API Gateway waits 29 s. */
export const SERVED = { ...TASK, timeoutSeconds: 25 } as const;
