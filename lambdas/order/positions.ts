/** Who has the places of events that a person says are not coming; no event is named like this. */
export const NOBODY = 'skipped';

/** How far each stream has come, and which event has each of its places. A stream is named by its case. */
export interface Positions {
  /**
   * Number of the last event that was taken in, 0 before the first; by a consistent read.
   * @throws CountersignError Transient
   */
  last(stream: string): Promise<number>;
  /**
   * Gives an event its place, if it is free; returns the event that has it, ours or an earlier one.
   * @throws CountersignError Transient
   */
  claim(stream: string, sequence: number, event: string): Promise<string>;
  /**
   * The event that has a place; none if it is free.
   * @throws CountersignError Transient
   */
  holder(stream: string, sequence: number): Promise<string | undefined>;
  /**
   * Raises the position to a number, unless it is there or further.
   * @throws CountersignError Transient
   */
  advance(stream: string, to: number): Promise<void>;
  /**
   * Takes a place back from an event that has it.
   * @throws CountersignError Transient
   */
  free(stream: string, sequence: number, event: string): Promise<void>;
}
