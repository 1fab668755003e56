import { compact } from './normalise.ts';

/** Of an account, enough to recognise it, not enough to pay to it. */
export function masked(account: string): string {
  const text = compact(account);
  return text.length <= 8 ? `…${text.slice(-2)}` : `${text.slice(0, 4)}…${text.slice(-4)}`;
}
