import { readConfig } from '../../src/config/load.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { Workspace } from './workspace.ts';

/** What stands beside the one reminder that is asked about. */
const BESIDE = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽 }, xiaoming: { name: 小明 } }
defaults: { robot: team }
`;

/**
 * When a reminder fires from one date to another, both inclusive, as a person would write it down: `2026-12-02 09:00`.
 *
 * @param yaml its keys, as they stand between braces
 * @throws {Error} when it is not accepted
 */
export async function timesOf(yaml: string, from: string, until: string, sections = ''): Promise<readonly string[]> {
  using workspace = new Workspace();
  workspace.write('schedules/a.yaml', `${BESIDE}${sections}reminders:\n  r: { text: a, ${yaml} }\n`);
  const now = Date.parse(`${from}T00:00:00+08:00`);
  const result = await readConfig(workspace.at('schedules'), { env: {}, now });
  if (result.kind !== 'config') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  const [reminder] = result.config.reminders;
  const times: string[] = [];
  for (let due = reminder?.timetable.next(toEpochMs(now - 1)); due; due = reminder?.timetable.next(due.at)) {
    const wall = Temporal.Instant.fromEpochMilliseconds(due.at).toZonedDateTimeISO(reminder?.timezone ?? 'UTC');
    if (wall.toPlainDate().toString() > until) break;
    times.push(wall.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' '));
  }
  return times;
}
