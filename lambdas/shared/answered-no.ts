/** A refusal is an answer, with its kind and what to do about it; nothing was written. */
export abstract class AnsweredNo<Kind extends string> extends Error {
  readonly kind: Kind;
  readonly reasons: readonly string[];
  /** @param titles what each kind says, which the message begins with */
  constructor(titles: Readonly<Record<Kind, string>>, kind: Kind, reasons: readonly string[]) {
    super([titles[kind], ...reasons].join(' '));
    this.kind = kind;
    this.reasons = reasons;
  }
}
