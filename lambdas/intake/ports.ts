import type { OutgoingEvent } from '../../statemachines/kernel/events/outgoing-event.ts';

/** What guards a case at intake: the hash of the payload that claimed it, and the event that brought it. */
export interface CaseClaim {
  readonly caseId: string;
  readonly payloadHash: string;
  readonly eventId: string;
}

export interface CaseClaims {
  /** Claims the case if it is free; returns the claim that holds, ours or an earlier one. */
  claim(claim: CaseClaim): Promise<CaseClaim>;
}

/** Starts an execution by name; starting the same name with the same input again is the same start. */
export interface Starter {
  start(workflow: string, name: string, input: unknown): Promise<void>;
}

/** Ends an execution that is not needed any more; one that has ended, or never began, is as good as ended. */
export interface Stopper {
  stop(workflow: string, name: string, why: string): Promise<void>;
}

export interface Announcer {
  /** Puts the event on the bus, at least once. */
  announce(event: OutgoingEvent): Promise<void>;
}

export interface Quarantine {
  /** Keeps the event as it came, with the reasons. */
  keep(id: string, event: unknown, reasons: readonly string[]): Promise<void>;
}

export interface Documents {
  /** @throws CountersignError Transient if the object can't be read now, InvalidInput if it is not there */
  read(key: string): Promise<Uint8Array>;
}
