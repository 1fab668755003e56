/** Batches of events that Intake works on at once: a flood waits in the queue, and what is behind Intake is not flooded. */
export const INTAKE_AT_ONCE = 20;
/** Events of one batch; they are taken in side by side. */
export const INTAKE_BATCH = 10;
/** What a batch takes at the least for each of its events, milliseconds, so that no more come in the same time. */
const EVENT_MS = 200;

/**
 * Executions that Intake starts a second at the most, as a mean over any time in which its queue does not run dry: two
 * thirds of what Step Functions refills in the smaller regions (150 a second; its quota page), which leaves room for the sweep.
 */
export const STARTS_PER_SECOND = (INTAKE_AT_ONCE * 1_000) / EVENT_MS;

/** For how long a batch of so many events keeps its place among those at once, milliseconds. */
export const batchMs = (events: number): number => events * EVENT_MS;

/** An event is to be taken in within this, seconds; the alarm on what has waited comes at a quarter of it. */
export const TAKEN_IN_WITHIN_SECONDS = 3_600;
export const INTAKE_ALARM_SECONDS = TAKEN_IN_WITHIN_SECONDS / 4;
