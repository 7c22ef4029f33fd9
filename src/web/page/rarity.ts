import type { Reminder } from '../../config/config.ts';
import { expressionsOf, type Rhythm } from '../../config/rhythm.ts';

/** How often a reminder comes, as its rhythm says; `daily` means on most days. */
export type Rarity = 'rare' | 'weekly' | 'daily';

export function rarityOf({ rhythm, on }: Pick<Reminder, 'rhythm' | 'on'>): Rarity {
  const own = ofRhythm(rhythm);
  return own === 'daily' ? ofDays(on) : own;
}

function ofRhythm(rhythm: Rhythm): Rarity {
  switch (rhythm.kind) {
    case 'at':
    case 'every':
    case 'countdown':
      return 'daily';
    case 'cron':
      return ofCron(expressionsOf(rhythm)[0] ?? '');
    case 'interval': {
      const { unit, count } = rhythm.every;
      if (unit === 'day' && count < FEW) return 'daily';
      return unit === 'day' || unit === 'week' ? 'weekly' : 'rare';
    }
    case 'once':
    case 'monthly':
    case 'lunar-monthly':
    case 'yearly':
    case 'lunar-yearly':
    case 'named-yearly':
    case 'birthdays':
    case 'anniversaries':
      return 'rare';
  }
}

/** Of every three days or fewer, one: most days of a month have none. */
const FEW = 3;

/** Days of the month, of the week: the last three of the fields that are always there. */
function ofCron(expression: string): Rarity {
  const fields = expression.trim().split(/\s+/);
  const [date = '*', month = '*', weekdays = '*'] = fields.slice(fields.length > 5 ? 3 : 2);
  if (month !== '*' || !/^(?:\*|\?|.*\/.*)$/.test(date)) return 'rare';
  return ofDays(/^(?:\*|\?|1-5|mon-fri)$/i.test(weekdays) ? [] : weekdays.split(','));
}

function ofDays(on: readonly string[]): Rarity {
  const isMost = on.length === 0 || on.length > FEW || on.some((each) => each === 'workdays' || each === 'weekdays');
  return isMost ? 'daily' : 'weekly';
}
