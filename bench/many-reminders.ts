import { type Cron, parseCron } from '../src/schedule/cron.ts';
import type { Reminder } from '../src/config/config.ts';
import { createTimetable } from '../src/schedule/timetable.ts';
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
    id: `reminder-${index}`,
    cron: `${index % 60} ${Math.floor(index / 60) % 24} * * ${DAYS[Math.floor(index / 1_440) % DAYS.length]}`,
    timezone: 'Asia/Shanghai',
  }));
}

/** As `config/` resolves it. */
export function reminderOf({ id, cron, timezone }: CronText): Reminder {
  return {
    id,
    tags: [],
    robots: ['team'],
    timezone,
    timetable: createTimetable({ sources: [{ pattern: understood(cron).pattern }], zone: zone(timezone) }),
    triggerKey: JSON.stringify({ cron, timezone }),
    when: cron,
    lateMs: 15 * MINUTE,
    catchUp: 'latest',
    coalesce: true,
    priority: 0,
    paused: false,
    render: () => ({ kind: 'text', text: id }),
    source: { file: 'schedules/many.yaml', line: 1 },
  };
}

function understood(expression: string): Cron {
  const parsed = parseCron(expression);
  if (parsed.kind === 'faults') throw new Error(`not understood: ${expression}`);
  return parsed;
}
