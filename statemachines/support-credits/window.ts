import { LIMITS } from './tolerances.ts';

const DAY_MS = 86_400_000;

/** Within the window before the day of the decision; what is dated later counts, too. */
export const isRecent = (date: string, today: string): boolean =>
  Date.parse(today) - Date.parse(date) <= LIMITS.windowDays.value * DAY_MS;
