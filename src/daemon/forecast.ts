import type { Config, Reminder, RobotConfig } from '../config/config.ts';
import { DAY, type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import { inTurns } from './in-turns.ts';
import { limitOf, robotsByLane } from './lanes.ts';

/** What is to come for the robots that share a token, and with it the vendor's limits. */
export interface LaneForecast {
  readonly lane: string;
  /** In the order of the configuration, at least one. */
  readonly robots: readonly [RobotConfig, ...RobotConfig[]];
  /** Calls that the reminders make in the current month in Beijing, whose calendar the vendor's quota follows. */
  readonly calls: number;
  /** The quota of that month: of several robots' limits the strictest. */
  readonly perMonth: number;
  readonly perMinute: number;
  /** In order of time, within the 31 days to come. */
  readonly peaks: readonly Peak[];
}

/** A minute, or several in a row, in each of which more falls due than a lane may send. */
export interface Peak {
  /** The beginning of the first of these minutes. */
  readonly at: EpochMs;
  readonly minutes: number;
  /** Messages that fall due in them. */
  readonly messages: number;
  /** When the last of these goes out if nothing is merged into digests: the beginning of that minute. */
  readonly lastAt: EpochMs;
}

/**
 * What the reminders will ask of each lane, as planned: without pushes, retries, digests and what is set by hand.
 * Answers soon however much is configured, and in many short turns: of reminders that fire too often to be counted out,
 * the calls of the month are extrapolated and the later peaks not looked for.
 */
export async function forecast(config: Config, { from }: { readonly from: EpochMs }): Promise<readonly LaneForecast[]> {
  const window = windowAt(from);
  const lanes = loadsByRobot(config);
  const active = config.reminders.filter(({ paused }) => !paused);
  const steps = Math.max(LEAST_STEPS, Math.floor(MOST_STEPS / Math.max(1, active.length)));
  for await (const reminder of inTurns(active)) {
    const loads = reminder.robots.flatMap((name) => lanes.get(name) ?? []);
    count(reminder, loads, window, steps);
  }
  return [...new Set(lanes.values())].map(laneForecast);
}

/** Occurrences looked at altogether, and for each reminder in any case. */
const MOST_STEPS = 1_000_000;
const LEAST_STEPS = 40;
const PEAK_DAYS = 31;

type Window = ReturnType<typeof windowAt>;

/** The month in Beijing, and the days of the peaks; each end is exclusive. */
function windowAt(from: EpochMs) {
  const month = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO('Asia/Shanghai')
    .startOfDay()
    .with({ day: 1 });
  return {
    from,
    monthStart: toEpochMs(month.epochMilliseconds),
    monthEnd: toEpochMs(month.add({ months: 1 }).epochMilliseconds),
    peaksEnd: toEpochMs(from + PEAK_DAYS * DAY),
  };
}

/** What has been counted of a lane so far. */
interface Load {
  readonly lane: string;
  readonly robots: LaneForecast['robots'];
  calls: number;
  /** Messages by the minute in which they fall due, counted from the epoch. */
  readonly minutes: Map<number, number>;
}

function loadsByRobot(config: Config): ReadonlyMap<string, Load> {
  const loads = Array.from(
    robotsByLane(config),
    ([lane, robots]): Load => ({ lane, robots, calls: 0, minutes: new Map() }),
  );
  return new Map(loads.flatMap((load) => load.robots.map(({ name }) => [name, load])));
}

function count(reminder: Reminder, loads: readonly Load[], window: Window, steps: number): void {
  const { from, monthStart, monthEnd, peaksEnd } = window;
  const month = walk(reminder, monthStart, monthEnd, steps, () => {});
  for (const load of loads) load.calls += Math.round(month);
  walk(reminder, from, peaksEnd, steps, (at, messages) => {
    const minute = Math.floor(at / MINUTE);
    for (const { minutes } of loads) minutes.set(minute, (minutes.get(minute) ?? 0) + messages);
  });
}

/** How many messages fall due; estimated from the beginning of the time when the steps do not lead to its end. */
function walk(
  { timetable }: Reminder,
  from: EpochMs,
  until: EpochMs,
  steps: number,
  see: (at: EpochMs, messages: number) => void,
): number {
  let messages = 0;
  let reached = toEpochMs(from - 1);
  for (let step = 0; step < steps; step += 1) {
    const due = timetable.next(reached);
    if (due === undefined || due.at >= until) return messages;
    messages += due.occurrences.length;
    see(due.at, due.occurrences.length);
    reached = due.at;
  }
  return messages * ((until - from) / Math.max(MINUTE, reached - from));
}

function laneForecast({ lane, robots, calls, minutes }: Load): LaneForecast {
  const limit = limitOf(robots);
  return { lane, robots, calls, ...limit, peaks: peaksOf(minutes, limit.perMinute) };
}

/** Lets the limiter's queue run, minute by minute. */
function peaksOf(minutes: ReadonlyMap<number, number>, perMinute: number): readonly Peak[] {
  const peaks: Peak[] = [];
  /** The first minute in which there is room, and how much of it is taken. */
  let open = 0;
  let taken = 0;
  for (const [minute, messages] of [...minutes].toSorted(([a], [b]) => a - b)) {
    if (minute > open) [open, taken] = [minute, 0];
    const queued = taken + messages;
    const last = open + Math.ceil(queued / perMinute) - 1;
    [open, taken] = [last, queued - (last - open) * perMinute];
    if (messages <= perMinute) continue;
    const lastAt = toEpochMs(last * MINUTE);
    const before = peaks.at(-1);
    if (before && before.at + before.minutes * MINUTE === minute * MINUTE) {
      peaks.splice(-1, 1, { ...before, minutes: before.minutes + 1, messages: before.messages + messages, lastAt });
    } else {
      peaks.push({ at: toEpochMs(minute * MINUTE), minutes: 1, messages, lastAt });
    }
  }
  return peaks;
}
