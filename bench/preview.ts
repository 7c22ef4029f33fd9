import { Cron } from 'croner';
import type { Reminder } from '../src/config/config.ts';
import { loadConfig } from '../src/config/load.ts';
import { upcoming } from '../src/daemon/upcoming.ts';
import { toEpochMs } from '../src/schedule/instant.ts';
import { Workspace } from '../test/support/workspace.ts';
import { atLeast, type Figure, figureOf } from './figure.ts';
import { type Contender, interleave } from './interleave.ts';
import { ROBOT_YAML } from './yaml-folder.ts';

const REMINDERS = 1_000;
const ROUNDS = 5;
const [FROM, UNTIL] = [toEpochMs(Date.UTC(2026, 0)), toEpochMs(Date.UTC(2027, 0))];
const ZONE = 'Asia/Shanghai';

/** What a company, a family and a duty rota write; the last column is as near as cron comes to it. */
const MIX: readonly { readonly when: string; readonly cron: string }[] = [
  { when: 'at: "08:50"\n    on: workdays', cron: '50 8 * * 1-5' },
  { when: 'at: ["10:00", "15:30"]\n    on: workdays', cron: '0 10,15 * * 1-5' },
  { when: 'every: 2h\n    between: "09:30-18:00"\n    on: workdays', cron: '30 9,11,13,15,17 * * 1-5' },
  { when: 'cron: "30 18 * * 1-5"', cron: '30 18 * * 1-5' },
  { when: 'at: "19:30"\n    on: [mon, wed, fri]', cron: '30 19 * * 1,3,5' },
  { when: 'at: "21:30"', cron: '30 21 * * *' },
  { when: 'monthly: last workday\n    at: "17:00"', cron: '0 17 L * *' },
  { when: 'monthly: 15\n    shift: previous-workday', cron: '0 9 15 * *' },
  { when: 'yearly: { lunar: 八月十五 }\n    advance: [7d, 1d, 0d]', cron: '0 9 6,12,13 9 *' },
  { when: 'yearly: { date: 2016-05-20 }\n    advance: [3d, 0d]', cron: '0 9 17,20 5 *' },
];

/** A year of mixed reminders in order of time, against as many instants of cron expressions in no order. */
export async function preview(): Promise<readonly Figure[]> {
  using workspace = new Workspace();
  workspace.write('schedules/robots.yaml', ROBOT_YAML);
  workspace.write('schedules/mix.yaml', `reminders:\n${Array.from({ length: REMINDERS }, mixed).join('')}`);
  const { reminders } = await loadConfig(workspace.at('schedules'));
  const count = listAll(reminders);
  const { ours, peer } = await interleave(
    { ours: rateOf(count, () => listAll(reminders)), peer: rateOf(count, () => enumerate(count)) },
    { rounds: ROUNDS },
  );
  return [
    figureOf({
      name: 'preview',
      unit: 'occurrences/s',
      ours,
      peer,
      peerName: `croner, the same ${count.toLocaleString('en')} instants in no order`,
      goal: atLeast(20),
    }),
  ];
}

function mixed(_: unknown, index: number): string {
  return `  reminder-${index}:\n    ${MIX[index % MIX.length]?.when}\n    text: 第 ${index} 个提醒\n`;
}

function listAll(reminders: readonly Reminder[]): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { occurrence } of upcoming(reminders, { from: FROM, until: UNTIL })) {
    if (occurrence.at < last) throw new Error('listed out of order');
    last = occurrence.at;
    count += 1;
  }
  return count;
}

/** Each job its year, from one instant to the next, and round again until there are `count`. */
function enumerate(count: number): number {
  let left = count;
  const from = new Date(FROM);
  for (let index = 0; left > 0; index += 1) {
    const job = new Cron(MIX[index % MIX.length]?.cron ?? '', { timezone: ZONE });
    for (const date of job.enumerate(from)) {
      if (left === 0 || date.getTime() >= UNTIL) break;
      left -= 1;
    }
  }
  return count;
}

function rateOf(count: number, work: () => number): Contender {
  return () => {
    const start = performance.now();
    if (work() !== count) throw new Error('another number of instants than before');
    return (count / (performance.now() - start)) * 1_000;
  };
}
