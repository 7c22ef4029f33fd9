import type { Config } from '../config/config.ts';
import { catalogueIn, type Locale } from '../config/texts/catalogue.ts';
import type { ForecastProblem } from './forecast-problems.ts';

/**
 * That nobody would notice if the daemon stopped: a robot sends to a real group, and neither `heartbeat` nor
 * `onFailure` is set. Nothing is said in the sandbox, where somebody is just beginning.
 */
export function unwatchedNote(
  { robots, daemon: { heartbeatUrl } }: Pick<Config, 'robots' | 'daemon'>,
  locale: Locale,
): ForecastProblem | undefined {
  const all = [...robots.values()];
  const real = all.find(({ webhook }) => webhook.kind === 'dingtalk');
  const isWatched = heartbeatUrl !== undefined || all.some(({ onFailure }) => onFailure !== undefined);
  if (real === undefined || isWatched) return undefined;
  return { ...real.source, severity: 'info', code: 'unwatched', ...catalogueIn(locale).unwatched({}) };
}
