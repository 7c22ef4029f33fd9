import { type Cron, parseCron } from '../src/schedule/cron.ts';
import type { Reminder } from '../src/config/config.ts';
import { createTimetable } from '../src/schedule/timetable.ts';
import type { Message } from '../src/message/message.ts';
import type { Pattern } from '../src/schedule/pattern.ts';
import { MINUTE } from '../src/schedule/instant.ts';
import { zone } from '../src/schedule/zone.ts';

/** One of very many: the text that a person wrote, and where it counts. */
export interface CronText {
  readonly id: string;
  readonly cron: string;
  readonly timezone: string;
}

const DAYS = ['*', '1-5', '1,3,5', '0,6', '1', '2', '4', '5'];

/** Spread over the minutes of a day and eight ways to choose days: 11,520 different expressions. */
export function manyCronTexts(count: number): readonly CronText[] {
  return Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    cron: `${index % 60} ${Math.floor(index / 60) % 24} * * ${DAYS[Math.floor(index / 1_440) % DAYS.length]}`,
    timezone: 'Asia/Shanghai',
  }));
}

/** The same number, none of them due within the next two months. */
export function cronTextsNextMonths(count: number, now: Date): readonly CronText[] {
  return Array.from({ length: count }, (_, index) => {
    const month = ((now.getUTCMonth() + 3 + (index % 6)) % 12) + 1;
    const time = `${index % 60} ${Math.floor(index / 60) % 24}`;
    return {
      id: idOf(index),
      cron: `${time} ${(Math.floor(index / 1_440) % 28) + 1} ${month} *`,
      timezone: 'Asia/Shanghai',
    };
  });
}

/** A configuration has its reminders in the order of their ids. */
function idOf(index: number): string {
  return `reminder-${String(index).padStart(6, '0')}`;
}

/** As `config/` resolves it. */
export function reminderOf({ id, cron, timezone }: CronText): Reminder {
  const triggerKey = JSON.stringify({ cron, timezone });
  return reminderAt(understood(cron).pattern, { id, timezone, triggerKey, when: cron });
}

/** A reminder whose message names the instant at which it is due. */
export function reminderAt(
  pattern: Pattern,
  options: Pick<Reminder, 'id' | 'triggerKey'> & Partial<Pick<Reminder, 'robots' | 'timezone' | 'when'>>,
): Reminder {
  const { id, timezone = 'UTC' } = options;
  return {
    tags: [],
    robots: ['team'],
    timezone,
    timetable: createTimetable({ sources: [{ pattern }], zone: zone(timezone) }),
    when: '',
    rhythm: { kind: 'cron', expression: '' },
    on: [],
    lateMs: 15 * MINUTE,
    catchUp: 'latest',
    coalesce: false,
    priority: 0,
    paused: false,
    render: ({ at }) => messageAt(id, at),
    source: { file: 'schedules/many.yaml', line: 1 },
    ...options,
  };
}

export function messageAt(id: string, dueAt: number): Message {
  return { kind: 'text', text: `起来走走，喝口水，看看远处 🌿 ${id} due ${dueAt}` };
}

function understood(expression: string): Cron {
  const parsed = parseCron(expression);
  if (parsed.kind === 'faults') throw new Error(`not understood: ${expression}`);
  return parsed;
}
