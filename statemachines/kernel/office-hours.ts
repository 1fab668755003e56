import type { WorkingCalendar } from './working-time.ts';

const OFFICE = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } as const;

/** Office hours, Monday to Friday, by the country's holidays. */
export const FRANCE: WorkingCalendar = { ...OFFICE, timeZone: 'Europe/Paris', holidays: { country: 'FR' } };
export const ENGLAND: WorkingCalendar = {
  ...OFFICE,
  timeZone: 'Europe/London',
  holidays: { country: 'GB', region: 'ENG' },
};
