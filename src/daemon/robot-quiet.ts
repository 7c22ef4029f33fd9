import type { Config } from '../config/config.ts';
import { runQuiet } from '../config/quiet.ts';
import type { Cause } from '../delivery/cause.ts';
import { isAskedFor } from '../hooks/filter.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { quietUntil } from '../schedule/quiet.ts';

/** All that decides when a robot is quiet. */
export type QuietWorld = Pick<Config, 'robots' | 'daemon' | 'defaultCalendar'>;

/** What happened, as far as `except` asks. */
type About = Pick<HookEvent, 'kind' | 'was'>;

/** When the quiet hours of a robot end that hold `at`; `undefined`: it is not quiet then, or `except` lets it pass. */
export function robotQuietUntil(
  robot: string,
  at: EpochMs,
  { robots, daemon: { timezone }, defaultCalendar: calendar }: QuietWorld,
  about: readonly About[] = [],
): EpochMs | undefined {
  const quiet = robots.get(robot)?.quiet;
  if (quiet === undefined || about.some((each) => passes(each, quiet.except))) return undefined;
  return quietUntil(runQuiet(quiet, { timezone, calendar }), at);
}

/** Whether `except` names it. */
export function passes(event: About, except: readonly string[] | undefined): boolean {
  return except !== undefined && except.length > 0 && isAskedFor(event, except);
}

/** Why it is not sent before. */
export function quietCause(until: EpochMs): Cause {
  return { code: 'quiet', until };
}
