import { readConfig } from '../../src/config/load.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { Workspace } from './workspace.ts';

/** What stands beside the one reminder that is asked about. */
const BESIDE = `robots: { team: { webhook: sandbox } }
defaults: { robot: team }
`;
/** Unless others are asked for. */
const PEOPLE = 'people: { lili: { name: 丽丽 }, xiaoming: { name: 小明 }, laowang: { name: 老王 } }\n';

/** One occurrence, its time as the wall shows it: `2026-12-02 09:00`. */
interface Told {
  readonly time: string;
  readonly date: string;
  readonly person: string | undefined;
  readonly note: string | undefined;
  readonly text: string;
}

/**
 * What a reminder tells from one date to another, both inclusive.
 *
 * @param yaml its keys, as they stand between braces
 * @param most of its times. Default: all of them
 * @throws {Error} when it is not accepted
 */
export async function toldOf(
  yaml: string,
  from: string,
  until: string,
  sections = '',
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Told[]> {
  using workspace = new Workspace();
  const text = yaml.includes('text:') ? '' : ', text: a';
  workspace.write(
    'schedules/a.yaml',
    `${BESIDE}${sections.includes('people:') ? '' : PEOPLE}${sections}reminders:\n  r: { ${yaml}${text} }\n`,
  );
  const now = Date.parse(`${from}T00:00:00+08:00`);
  const result = await readConfig(workspace.at('schedules'), { env: {}, now });
  if (result.kind !== 'config') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  const [reminder] = result.config.reminders;
  if (!reminder) throw new Error('no reminder');
  const found: Told[] = [];
  for (let due = reminder.timetable.next(toEpochMs(now - 1)); due; due = reminder.timetable.next(due.at)) {
    const wall = Temporal.Instant.fromEpochMilliseconds(due.at).toZonedDateTimeISO(reminder.timezone);
    if (wall.toPlainDate().toString() > until || found.length >= most) break;
    const time = wall.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
    for (const occurrence of due.occurrences) {
      const { date, person, note } = occurrence;
      const message = reminder.render(occurrence, { lateMinutes: 0 });
      found.push({ time, date, person, note: note?.zh, text: message.kind === 'text' ? message.text : '' });
    }
  }
  return found;
}

/** When it tells: `2026-12-02 09:00`. */
export async function timesOf(
  yaml: string,
  from: string,
  until: string,
  sections = '',
  most?: number,
): Promise<readonly string[]> {
  return (await toldOf(yaml, from, until, sections, most)).map(({ time }) => time);
}
