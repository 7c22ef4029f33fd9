import type { Config } from '../../config/config.ts';
import { zoneOf } from '../../config/zone-of.ts';
import { nextOfEach } from '../../daemon/upcoming.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { type Override, overrideId } from '../../schedule/override.ts';
import { loadConfiguration } from '../configuration.ts';
import { isMeant, localText } from '../../daemon/skip-one.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { parseDateOrTime } from '../date-argument.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { reminderNamed } from '../named.ts';
import { overrideJson } from '../../web/api/json.ts';
import type { Session } from '../session.ts';
import { storedByHand, storedOverrides } from '../stored-overrides.ts';
import { withStore } from '../with-store.ts';

export interface ResumeInput {
  readonly reminder: string;
  /** The date whose skip or swap is taken back. Default: none, it is the pause that ends. */
  readonly date?: string | undefined;
  readonly dir: string;
}

/** Ends the pause of a reminder, or takes back the skip or swap of one date; JSON: the override that is no more. */
export async function resume(session: Session, input: ResumeInput): Promise<ExitCode> {
  const { out, json, now } = session;
  const config = await loadConfiguration(session, input.dir);
  const known = await storedByHand(config, now);
  const override = asked(session, config, known, input);
  await withStore(config.daemon.dataDirectory, ({ overrides }) => overrides.remove(overrideId(override), now));
  if (json) await out.json(overrideJson(override, config));
  else await printResumed(session, config, override, input.reminder);
  return EXIT.fine;
}

function asked(session: Session, config: Config, known: readonly Override[], input: ResumeInput): Override {
  const { reminder } = input;
  const what = input.date === undefined ? undefined : whatOf(session, config, reminder, input.date);
  const found = known.find((override) => isMeant(override, reminder, what));
  if (found) return found;
  // Only now: a reminder that is gone from the configuration may still be paused.
  throw new Failure(whyNot(session, config, known, reminderNamed(session, config, reminder).id, what));
}

function whatOf(session: Session, config: Config, id: string, text: string): IsoDate | EpochMs {
  return parseDateOrTime(session, text, { name: '<date>', timezone: zoneOf(config, id) });
}

function whyNot(
  { texts }: Session,
  config: Config,
  known: readonly Override[],
  id: string,
  what: IsoDate | EpochMs | undefined,
): string {
  if (what !== undefined) {
    return texts.resume.notSkipped(id, typeof what === 'string' ? what : localText(what, zoneOf(config, id)));
  }
  const written = config.reminders.find((reminder) => reminder.id === id && reminder.paused);
  if (written?.example === 'held') return texts.resume.held(id);
  if (written) return texts.resume.pausedInYaml(id, `${written.source.file}:${written.source.line}`);
  const skipped = known.flatMap((each) =>
    each.kind === 'skip' && each.reminder === id ? (each.only?.local ?? each.date) : [],
  );
  return skipped.length === 0 ? texts.resume.notPaused(id) : texts.resume.onlySkipped(id, skipped);
}

function doneText({ resume }: Session['texts'], override: Override, id: string): string {
  if (override.kind === 'skip') return resume.skipGone(id, override.only?.local ?? override.date);
  return override.kind === 'swap' ? resume.swapGone(id, override.date) : resume.pauseOver(id);
}

async function printResumed(session: Session, config: Config, override: Override, id: string): Promise<void> {
  const { out, texts, now, language } = session;
  const done = doneText(texts, override, id);
  await out.line(out.paint('green', done));
  const reminders = config.reminders.filter((reminder) => reminder.id === id);
  const [next] = nextOfEach(reminders, now, await storedOverrides(config, now));
  if (!next) return;
  await out.line(`  ${texts.resume.next(timeForPeople(next.occurrence.at, next.reminder.timezone, language))}`);
}
