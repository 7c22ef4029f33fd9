import { writeFile } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import { toICalendar } from '../../daemon/calendar-export.ts';
import { upcoming } from '../../daemon/upcoming.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { parseTimeArgument } from '../time-argument.ts';

export interface ExportIcsInput {
  /** Exclusive. Default: a year from now. */
  readonly until?: string;
  /** Default: standard output. */
  readonly output?: string;
  readonly dir: string;
}

/** What will fire from now on, as iCalendar. */
export async function exportIcs(session: Session, input: ExportIcsInput): Promise<ExitCode> {
  const { out, json, now, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  const overrides = await storedOverrides(config, session.now);
  const until = endOf(session, config, input.until);
  const entries = upcoming(config.reminders, { from: now, until, overrides, skipped: 'left-out' });
  const text = toICalendar(entries, { name: texts.export.calendarName, now, overrides });
  if (input.output === undefined) {
    out.append(text);
    return EXIT.fine;
  }
  await write(session, input.output, text);
  const events = text.match(/^BEGIN:VEVENT/gm)?.length ?? 0;
  if (json) await out.json({ file: input.output, events });
  else await out.line(texts.export.written(input.output, events));
  return EXIT.fine;
}

function endOf(session: Session, { daemon: { timezone } }: Config, until: string | undefined): EpochMs {
  if (until !== undefined) return parseTimeArgument(session, until, { option: '--until', timezone, bare: 'future' });
  const now = Temporal.Instant.fromEpochMilliseconds(session.now).toZonedDateTimeISO(timezone);
  return toEpochMs(now.add({ years: 1 }).epochMilliseconds);
}

async function write({ texts }: Session, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(texts.export.unwritable(file, reason), EXIT.notFine, { cause: error });
  }
}
