import type { Config } from '../../config/config.ts';
import { type Upcoming, type UpcomingQuery, upcoming } from '../../daemon/upcoming.ts';
import { toEpochMs } from '../../schedule/instant.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Folder, folderOf } from '../folder.ts';
import { reminderNamed, robotNamed } from '../named.ts';
import { upcomingJson } from '../../web/api/json.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { parseTimeArgument } from '../time-argument.ts';
import { unknownFrom } from '../unknown-from.ts';
import { UpcomingTable } from '../upcoming-table.ts';

export interface NextInput {
  readonly dir: string;
  /** A word that names no folder is the id of a reminder: `next tea`. */
  readonly folder: Folder;
  readonly from?: string;
  readonly until?: string;
  readonly count?: number;
  readonly reminder?: string;
  readonly robot?: string;
}

const DEFAULT_COUNT = 20;

/** What will fire, line by line: any number of lines in the same memory. */
export async function next(session: Session, asked: NextInput): Promise<ExitCode> {
  const input = withReminder(asked);
  const config = await loadConfiguration(session, input.dir);
  const query = { ...toQuery(session, config, input), overrides: await storedOverrides(config, session.now) };
  const entries = upcoming(config.reminders, query);
  if (session.json) for (const entry of entries) await session.out.json(upcomingJson(entry, config));
  else await printTable(session, config, query, entries);
  return EXIT.fine;
}

function withReminder(input: NextInput): NextInput {
  const { folder } = input;
  if (!folder.isMissing || folder.asked === undefined || input.reminder !== undefined) return input;
  const nearest = folderOf(undefined);
  // Without a folder to look into, it is the folder that is missing.
  return nearest.isMissing ? input : { ...input, dir: nearest.path, reminder: folder.asked };
}

function toQuery(session: Session, config: Config, input: NextInput): UpcomingQuery {
  const { timezone } = config.daemon;
  const { from, until, reminder, robot } = input;
  // An end says how many by itself.
  const count = input.count ?? (until === undefined ? DEFAULT_COUNT : undefined);
  return {
    from: parseTimeArgument(session, from, { option: '--from', timezone, bare: 'future' }),
    ...(until !== undefined && {
      until: parseTimeArgument(session, until, { option: '--until', timezone, bare: 'future' }),
    }),
    ...(count !== undefined && { count }),
    ...(reminder !== undefined && { reminder: reminderNamed(session, config, reminder).id }),
    ...(robot !== undefined && { robot: robotNamed(session, config, robot).name }),
  };
}

async function printTable(
  session: Session,
  config: Config,
  query: UpcomingQuery,
  entries: Iterable<Upcoming>,
): Promise<void> {
  const { out } = session;
  const table = new UpcomingTable(session, config);
  let isEmpty = true;
  let last = query.until ?? query.from;
  for (const entry of entries) {
    if (isEmpty) await out.line(out.paint('dim', table.header));
    isEmpty = false;
    last = toEpochMs(Math.max(last, entry.occurrence.at));
    await out.line(table.row(entry));
  }
  if (isEmpty) await out.line(whyNothing(session, config, query));
  const unknown = unknownFrom(session, config, last);
  if (unknown !== undefined) await out.line(out.paint('yellow', unknown));
}

function whyNothing({ texts }: Session, config: Config, { reminder: id }: UpcomingQuery): string {
  const paused = config.reminders.find((reminder) => reminder.id === id && reminder.paused);
  if (paused) return paused.example === 'held' ? texts.resume.held(paused.id) : texts.next.paused(paused.id);
  return config.reminders.length === 0 ? texts.next.noReminders : texts.next.nothing;
}
