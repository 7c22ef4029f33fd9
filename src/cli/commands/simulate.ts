import type { Config } from '../../config/config.ts';
import { zoneOf } from '../../config/zone-of.ts';
import { simulate as simulated, type SimulatedPost } from '../../daemon/simulate.ts';
import { DAY, type EpochMs, SECOND } from '../../schedule/instant.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wrongUsage } from '../failure.ts';
import { isoTime } from '../../web/iso-time.ts';
import { durationForPeople, timeForPeople } from '../format-time.ts';
import { payloadForPeople } from '../payload-text.ts';
import { inOneLine } from '../one-line.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { Table, TIME_WIDTH, widest } from '../table.ts';
import { parseTimeArgument } from '../time-argument.ts';

export interface SimulateInput {
  /** Inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly until: string;
  readonly dir: string;
}

interface Range {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** What would be posted in a range of time, post by post: any number of them in the same memory. */
export async function simulate(session: Session, input: SimulateInput): Promise<ExitCode> {
  const config = await loadConfiguration(session, input.dir);
  const range = rangeOf(session, config, input);
  const overrides = await storedOverrides(config, session.now);
  const progress = progressOf(session, config, range);
  const posts = simulated(config, { ...range, overrides, ...(progress && { onProgress: progress.show }) });
  try {
    if (session.json) await printJson(session, config, posts);
    else await printTable(session, config, posts);
  } finally {
    progress?.clear();
  }
  return EXIT.fine;
}

function rangeOf(session: Session, { daemon: { timezone } }: Config, input: SimulateInput): Range {
  const timeOf = (key: 'from' | 'until') =>
    parseTimeArgument(session, input[key], { option: `--${key}`, timezone, bare: 'future' });
  const range = { from: timeOf('from'), until: timeOf('until') };
  if (range.until <= range.from) throw wrongUsage(session.texts.time.emptyRange);
  return range;
}

async function printJson({ out }: Session, config: Config, posts: AsyncIterable<SimulatedPost>): Promise<void> {
  for await (const { postedAt, robot, reminder, scheduledFor, payload, errcode } of posts) {
    const timezone = zoneOf(config, reminder);
    await out.json({
      postedAt: isoTime(postedAt, timezone),
      robot,
      reminder,
      scheduledFor: isoTime(scheduledFor, timezone),
      payload,
      errcode,
    });
  }
}

async function printTable(session: Session, config: Config, posts: AsyncIterable<SimulatedPost>): Promise<void> {
  const { out, texts } = session;
  const { columns, owner } = texts.simulate;
  const table = new Table([
    { title: columns.posted, width: TIME_WIDTH },
    { title: columns.reminder, width: widest([owner, ...config.reminders.map(({ id }) => id)]) },
    { title: columns.robot, width: widest(config.robots.keys()) },
    { title: columns.message, width: 0 },
  ]);
  let [count, refused] = [0, 0];
  for await (const post of posts) {
    if (count === 0) await out.line(out.paint('dim', table.header));
    count += 1;
    if (post.errcode !== 0) refused += 1;
    await printPost(session, config, table, post);
  }
  if (count === 0) await out.line(texts.simulate.nothing);
  else await out.line(out.paint('dim', texts.simulate.total(count, refused)));
}

async function printPost(session: Session, config: Config, table: Table, post: SimulatedPost): Promise<void> {
  const { out, texts, language } = session;
  const { postedAt, scheduledFor, reminder, robot, payload, errcode } = post;
  const { timezone } = config.daemon;
  const message = inOneLine(payloadForPeople(payload));
  const time = timeForPeople(postedAt, timezone, language);
  await out.line(table.row([time, reminder ?? texts.simulate.owner, robot, message]));
  if (postedAt - scheduledFor >= SECOND) {
    const due = timeForPeople(scheduledFor, timezone, language);
    const waited = texts.simulate.waited(due, durationForPeople(postedAt - scheduledFor, language));
    await out.line(out.paint('dim', `    ${waited}`));
  }
  if (errcode !== 0) await out.line(out.paint('yellow', `    ${texts.simulate.answered(errcode)}`));
}

/** Shorter ones are over before anybody asks. */
const LONG = 31 * DAY;
const CLEAR_LINE = '\r\u001B[K';

/** One line that is written over again. Where the posts themselves appear on the terminal, they show the progress. */
function progressOf({ err, texts }: Session, config: Config, { from, until }: Range) {
  if (!process.stderr.isTTY || process.stdout.isTTY || until - from < LONG) return undefined;
  const write = (text: string): void => {
    err.append(CLEAR_LINE + text);
    // Nobody is left to be told.
    err.flush().catch(() => {});
  };
  return {
    show: ({ through, posts }: { readonly through: EpochMs; readonly posts: number }): void =>
      write(texts.simulate.progress(isoTime(through, config.daemon.timezone).slice(0, 10), posts)),
    clear: (): void => write(''),
  };
}
