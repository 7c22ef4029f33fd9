import { readConfig } from '../../src/config/load.ts';
import { toldBy } from './told-by.ts';
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
 * What a reminder tells from one date of its zone to another, both inclusive.
 *
 * @param yaml its keys, as they stand between braces
 * @param most of its instants. Default: all of them
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
  return toldBy(reminder, from, until, most).map((occurrence) => {
    const { at, date, person, note } = occurrence;
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(reminder.timezone);
    const time = wall.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
    const message = reminder.render(occurrence, { lateMinutes: 0 });
    return { time, date, person, note: note?.zh, text: message.kind === 'text' ? message.text : '' };
  });
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
