/** A message as a dead-letter queue holds it. */
export interface DeadLetter {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
  /** Why it was put aside, where whoever did said so. */
  readonly why: string;
  /** When it came here, UTC. */
  readonly since: string;
  /** Of a FIFO queue. */
  readonly group?: string;
}

/** What dead letters are read and put back by. */
export interface DeadLetterPort {
  /** A few that nobody else reads just now, hidden from others for a while; waits a moment for some. */
  receive(queue: string): Promise<readonly DeadLetter[]>;
  /** Shows them to others again. */
  release(queue: string, letters: readonly DeadLetter[]): Promise<void>;
  /** Returns the id under which it was sent. The same letter twice within minutes goes into a FIFO queue once. */
  send(queue: string, letter: DeadLetter): Promise<string>;
  remove(queue: string, letter: DeadLetter): Promise<void>;
}
