import type { Config } from '../../config/config.ts';
import { forecast, type LaneForecast } from '../../daemon/forecast.ts';
import { HOUR, toEpochMs } from '../../schedule/instant.ts';
import type { View } from './view.ts';

/** As of the beginning of this hour: counted once an hour at most, however many pages are open. */
export function currentForecast({ daemon: { config }, now }: View): Promise<readonly LaneForecast[]> {
  const hour = Math.floor(now / HOUR);
  const known = forecasts.get(config);
  if (known?.hour === hour) return known.lanes;
  const lanes = forecast(config, { from: toEpochMs(hour * HOUR) });
  forecasts.set(config, { hour, lanes });
  return lanes;
}

const forecasts = new WeakMap<Config, { readonly hour: number; readonly lanes: Promise<readonly LaneForecast[]> }>();
