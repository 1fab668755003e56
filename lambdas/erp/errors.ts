/** The ERP refused in its own words; it has not posted. */
export class ErpRefused extends Error {
  override readonly name = 'ErpRefused';
}

/** The record changed since it was read. */
export class ErpConflict extends Error {
  override readonly name = 'ErpConflict';
}

/** The ERP can't work now. `sent: false`: it certainly did not execute the call. */
export class ErpUnavailable extends Error {
  override readonly name = 'ErpUnavailable';
  readonly sent: boolean;
  /** Milliseconds that the ERP asked to wait. */
  readonly retryAfterMs: number | undefined;
  constructor(
    message: string,
    { sent, retryAfterMs }: { sent: boolean; retryAfterMs?: number },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.sent = sent;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The ERP does not let us in, so it executed nothing; a matter of credentials and rights, not of load. */
export class ErpDenied extends ErpUnavailable {
  constructor(message: string) {
    super(message, { sent: false });
  }
}

/** The call was sent and its answer is lost: nobody knows whether it was executed. */
export class ErpUnknown extends Error {
  override readonly name = 'ErpUnknown';
}
