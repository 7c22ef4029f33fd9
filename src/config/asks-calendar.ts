import { isCalendarDays } from '../schedule/calendar/calendar-days.ts';
import type { OnDay, ReminderConfig } from './config.ts';
import type { Rhythm } from './rhythm.ts';

type Asking = Pick<ReminderConfig, 'filter' | 'advance' | 'rotation'> & {
  readonly facts: Pick<ReminderConfig['facts'], 'rhythm' | 'shift'>;
};

/** Whether a calendar decides about any day of it. */
export function usesCalendar({ facts, filter, advance }: Omit<Asking, 'rotation'>): boolean {
  const { rhythm, shift } = facts;
  const isMoved = shift !== undefined || 'shift' in rhythm || advance.some(({ kind }) => kind === 'workdays');
  return isMoved || countsToWorkday(rhythm) || areAsked(filter.on) || areAsked(filter.unless);
}

/** `first workday`, of each month or of one. */
function countsToWorkday(rhythm: Rhythm): boolean {
  if (rhythm.kind === 'monthly') return rhythm.days.some(({ kind }) => kind === 'workday');
  return rhythm.kind === 'named-yearly' && rhythm.named.kind === 'in-month' && rhythm.named.day.kind === 'workday';
}

/** Whether one of these, of `on` or of `unless`, asks a calendar. */
export function areAsked(days: readonly OnDay[] = []): boolean {
  return days.some(isAsked);
}

export function isAsked(day: OnDay): boolean {
  return typeof day === 'string' && isCalendarDays(day);
}

/** Whether a calendar decides whose turn it is. */
export function countsWorkdays({ rotation }: Pick<Asking, 'rotation'>): boolean {
  return rotation?.turn.unit === 'workday';
}
