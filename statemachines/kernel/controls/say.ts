import type { Disposition, Finding } from '../finding.ts';

export interface Said {
  /** Stable, UPPER-KEBAB. */
  readonly code: string;
  /** For a clerk: what is wrong, and what to do. */
  readonly message: string;
  readonly terms: string[];
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

/** Findings of one control: `warn` informs; the others block and say what they ask for. */
export function sayAs(control: string) {
  const say =
    (disposition?: Disposition) =>
    ({ expected, actual, message, ...said }: Said): Finding => ({
      control,
      ...said,
      severity: disposition ? 'blocking' : 'warning',
      ...(disposition && { disposition }),
      message: message.slice(0, 500),
      ...(expected !== undefined && { expected: expected.slice(0, 200) }),
      ...(actual !== undefined && { actual: actual.slice(0, 200) }),
    });
  return { warn: say(), review: say('review'), park: say('park'), reject: say('reject') };
}
