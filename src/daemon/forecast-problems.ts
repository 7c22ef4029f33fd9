import type { Config } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { catalogueIn, type Locale } from '../config/texts/catalogue.ts';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';
import type { LaneForecast, Peak } from './forecast.ts';

/** What a forecast says to people, at the robot it is about. `info`: good to know, nothing to mend. */
export type ForecastProblem = Omit<Problem, 'severity'> & { readonly severity: 'warning' | 'info' };

/** Of the peaks of a lane, so many are told: the highest. */
const MOST_TOLD = 3;

/** Peaks are warnings; so are the month's calls when they exceed the quota. A lane that sends nothing is left out. */
export function forecastProblems(
  config: Config,
  lanes: readonly LaneForecast[],
  locale: Locale,
): readonly ForecastProblem[] {
  return lanes.flatMap((lane) => [
    ...peakProblems(lane, config.daemon.timezone, locale),
    ...quotaProblem(lane, locale),
  ]);
}

function peakProblems(lane: LaneForecast, timezone: string, locale: Locale): readonly ForecastProblem[] {
  const sameTime = Map.groupBy(lane.peaks, (peak) => told(peak, timezone).time);
  const recurring = [...sameTime.values()].map((peaks) => ({ peak: highest(peaks), moreDays: peaks.length - 1 }));
  return recurring
    .toSorted((a, b) => b.peak.messages - a.peak.messages)
    .slice(0, MOST_TOLD)
    .map(({ peak, moreDays }) => {
      const { messages } = peak;
      const params = { ...told(peak, timezone), robots: namesOf(lane), perMinute: lane.perMinute, messages, moreDays };
      return { ...lane.robots[0].source, severity: 'warning', code: 'peak', ...catalogueIn(locale).peak(params) };
    });
}

function quotaProblem(lane: LaneForecast, locale: Locale): readonly ForecastProblem[] {
  const { calls, perMonth } = lane;
  if (calls === 0) return [];
  const severity = calls > perMonth ? 'warning' : 'info';
  const words = catalogueIn(locale).quota({ robots: namesOf(lane), calls, perMonth });
  return [{ ...lane.robots[0].source, severity, code: 'quota', ...words }];
}

function namesOf({ robots }: LaneForecast): readonly string[] {
  return robots.map(({ name }) => name);
}

/** The first of several as high. */
function highest(peaks: readonly Peak[]): Peak {
  return peaks.reduce((best, peak) => (peak.messages > best.messages ? peak : best));
}

interface Told {
  readonly date: string;
  readonly time: string;
  readonly until?: string;
  readonly last: string;
}

function told({ at, minutes, lastAt }: Peak, timezone: string): Told {
  const first = local(at, timezone);
  const after = (instant: EpochMs): string => {
    const { date, time } = local(instant, timezone);
    return date === first.date ? time : `${date} ${time}`;
  };
  const until = (at + (minutes - 1) * MINUTE) as EpochMs;
  return { ...first, ...(minutes === 1 ? {} : { until: after(until) }), last: after(lastAt) };
}

function local(at: EpochMs, timezone: string): { readonly date: string; readonly time: string } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  return { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
