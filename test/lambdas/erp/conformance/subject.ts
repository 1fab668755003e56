import type { ErpWriter } from '../../../../lambdas/erp/port.ts';
import type { Command, ExpectedVersion } from '../../../../statemachines/kernel/proposal.ts';

/**
 * `cut`: not forwarded, the connection ends. `lose-answer`: the ERP answers, the caller never hears it. `hold`: forwarded
 * only when released, whoever still listens. `hold-answer`: forwarded at once, answered when released. `duplicate`: forwarded
 * twice at the same time, answered once. `late-error`: the ERP answers, and something between says an error status instead.
 * `too-many`: 429 with Retry-After. `unavailable`: 503, not forwarded.
 */
export type WireFault =
  | 'cut'
  | 'lose-answer'
  | 'hold'
  | 'hold-answer'
  | 'duplicate'
  | 'late-error'
  | 'too-many'
  | 'unavailable';

export interface FaultOptions {
  /** So many requests meet the fault; 1 if not given. */
  readonly times?: number;
  /** Only requests whose body contains this text count and fail. */
  readonly only?: string;
  /** For `too-many`; 7 if not given. */
  readonly retryAfterSeconds?: number;
  /** For `late-error`; 504 if not given. */
  readonly status?: number;
}

/** What lies between the adapter and the ERP. */
export interface Wire {
  /** Plans a fault for the next requests, in place of what was planned before. */
  fail(fault: WireFault, options?: FaultOptions): void;
  /** Requests that still have to meet the planned fault; 0 once it has happened. */
  readonly left: number;
  /** Connections are refused as long as the work lasts. */
  refusing<T>(work: () => Promise<T>): Promise<T>;
  /** Lets what is held go on, and waits until the ERP has answered everything. */
  release(): Promise<void>;
}

/** One command as the gateway would hand it over, and the versions that it relies on. */
export interface Posting {
  readonly command: Command;
  readonly digest: string;
  readonly expects: readonly ExpectedVersion[];
}

/** What an ERP must refuse to post. */
export type Fault =
  | 'closed-period'
  | 'totals'
  | 'unknown-vendor'
  | 'unknown-order-line'
  | 'no-id'
  | 'malformed'
  | 'unknown-kind';

/** An adapter under test, and the ERP behind it. */
export interface WriterSubject {
  /** A writer over the wire, which gives up a request after so many milliseconds; `new`: not logged in yet. */
  writer(timeoutMs: number, session?: 'new'): ErpWriter;
  readonly wire: Wire;
  /** What the refusal of a duplicate says; without it, the number of what is there already. */
  readonly duplicate?: string;
  /** Text that only a request to post carries. */
  readonly postMark: string;
  /** What the ERP accepts: a new key and supplier reference, versions as they are now. */
  fresh(): Promise<Posting>;
  /** A fresh one with one thing that must be refused, and words that the refusal must have. */
  spoilt(fault: Fault): Promise<Posting & { readonly words: RegExp }>;
  /** The posting under another key and digest with the versions of now, so that only its supplier reference is in the way. */
  renamed(posting: Posting): Promise<Posting>;
  /** How many documents there are with the posting's supplier reference, asked beside adapter and wire. */
  documents(posting: Posting): Promise<number>;
  /** The trace that the ERP shows on the posting's document, asked beside adapter and wire. */
  traceOn(posting: Posting): Promise<string | undefined>;
  /** Changes an entity that the posting relies on, beside adapter and wire. */
  outdate(posting: Posting): Promise<void>;
}

/** One thing that is asked of every adapter; rejects if the adapter does not do it. */
export interface Conformance {
  readonly title: string;
  run(subject: WriterSubject): Promise<void>;
}
