/** The longest that anybody who asks us to wait is heeded, milliseconds. */
export const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

/** Milliseconds from `Retry-After`, which is in seconds or a date (RFC 9110, 10.2.3); at most fifteen minutes. */
export function readRetryAfter(header: string | null | undefined): number | undefined {
  if (header === null || header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, ms));
}
