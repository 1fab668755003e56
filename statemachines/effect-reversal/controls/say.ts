import type { Finding } from '../../kernel/finding.ts';

interface Said {
  /** Stable, UPPER-KEBAB. */
  readonly code: string;
  /** For a person: what is wrong, and what to do. */
  readonly message: string;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

/** Findings of one control: `warn` informs; `park` leaves the document to a person, who undoes it by hand or mends it. */
export function sayAs(control: string) {
  const finding = ({ code, message, expected, actual }: Said) => ({
    ...{ control, code, message: message.slice(0, 500), terms: [] },
    ...(expected !== undefined && { expected: expected.slice(0, 200) }),
    ...(actual !== undefined && { actual: actual.slice(0, 200) }),
  });
  return {
    warn: (said: Said): Finding => ({ ...finding(said), severity: 'warning' }),
    park: (said: Said): Finding => ({ ...finding(said), severity: 'blocking', disposition: 'park' }),
  };
}
