/** One run of the gateway over a command. */
export interface Run {
  /** Runs over the same command before this one that were not struck out and whose time is over. */
  readonly crashes: number;
  /** It ended in a deliberate wait; saying so twice is saying it once. */
  strikeOut(): Promise<void>;
}

/**
 * Counts crashes where a crash can't undo it. A run is written down before it does anything, with the moment by which
 * it must be over, and struck out when it ends in a deliberate wait. What is still there after its moment has crashed,
 * or has done its work and not lived to see its message go: no Lambda outlives its timeout. So a run that goes on
 * beside another is no crash, and a repeated write changes nothing. Neither the queue's receive count, which grows with
 * every wait and every throttled poll, nor the memory of a worker could tell (ADR 8).
 */
export interface Runs {
  /** @throws an AWS service's error; then the run has not begun, and nothing may be done */
  begin(command: string, mustEndBy: Date): Promise<Run>;
}

/** Crashes after which a command is given up; at three minutes each the rest of its company waits a quarter of an hour. */
export const MOST_CRASHES = 5;

/**
 * What is left to do with a command after so many crashes. Each step does less than the one before, as the one before
 * may be what crashes: look in the ERP and settle; settle without looking; put the message aside and say so; put it
 * aside in silence, and its effect's time settles it.
 */
export type Remedy = 'carry out' | 'look and settle' | 'settle' | 'put aside and say so' | 'put aside';
const AFTER: readonly Remedy[] = ['look and settle', 'settle', 'put aside and say so'];

export function remedyAfter(crashes: number): Remedy {
  if (crashes < MOST_CRASHES) return 'carry out';
  return AFTER[crashes - MOST_CRASHES] ?? 'put aside';
}
