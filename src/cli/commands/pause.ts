import type { Config, Reminder } from '../../config/config.ts';
import { nextOfEach } from '../../daemon/upcoming.ts';
import type { Pause } from '../../schedule/override.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wrongUsage } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { reminderNamed } from '../named.ts';
import { overrideJson } from '../../web/api/json.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { parseTimeArgument } from '../time-argument.ts';
import { withStore } from '../with-store.ts';

export interface PauseInput {
  readonly reminder: string;
  /** Default: for ever. */
  readonly until?: string;
  readonly dir: string;
}

/** A reminder says nothing until then; a pause that it has already gets the new end. */
export async function pause(session: Session, input: PauseInput): Promise<ExitCode> {
  const { out, json } = session;
  const config = await loadConfiguration(session, input.dir);
  const reminder = reminderNamed(session, config, input.reminder);
  const override = pauseOf(session, reminder, input.until);
  await withStore(config.daemon.dataDirectory, ({ overrides }) => overrides.set(override));
  if (json) await out.json(overrideJson(override, config));
  else await printPause(session, config, reminder, override);
  return EXIT.fine;
}

function pauseOf(session: Session, { id, timezone }: Reminder, until: string | undefined): Pause {
  if (until === undefined) return { kind: 'pause', reminder: id };
  const end = parseTimeArgument(session, until, { option: '--until', timezone, bare: 'future' });
  if (end <= session.now) {
    throw wrongUsage(session.texts.pause.past(timeForPeople(end, timezone, session.language)));
  }
  return { kind: 'pause', reminder: id, until: end };
}

async function printPause(session: Session, config: Config, reminder: Reminder, { until }: Pause): Promise<void> {
  const { out, texts, language, now } = session;
  const { id, timezone } = reminder;
  if (until === undefined) {
    await out.line(out.paint('green', texts.pause.forEver(id)));
  } else {
    await out.line(out.paint('green', texts.pause.until(id, timeForPeople(until, timezone, language))));
    const [next] = nextOfEach([reminder], now, await storedOverrides(config, session.now));
    if (next) await out.line(`  ${texts.pause.afterwards(timeForPeople(next.occurrence.at, timezone, language))}`);
  }
  await out.line(`  ${texts.tryThis} ${texts.pause.takeBack(id)}`);
}
