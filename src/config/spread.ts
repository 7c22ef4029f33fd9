import { either } from './decode/collections.ts';
import { textOf } from './decode/decoder.ts';
import { field, group, needed } from './decode/group.ts';
import { choice } from './decode/scalars.ts';
import type { Spread } from './config.ts';
import { spreadWindow } from './values.ts';

const FIELDS = {
  within: needed(spreadWindow('spread-within'), '最多错后多久，30m · so much later at most'),
  each: field(choice('day'), 'day：每天不一样 · another time each day'),
};

/** `30m`, or `{ within: 30m, each: day }`. */
export const spread = either(spreadWindow('spread'), group('spread', FIELDS), 'spread');

export type WrittenSpread = NonNullable<ReturnType<typeof spread.read>>;

export function spreadOf(written: WrittenSpread | undefined): Spread | undefined {
  if (!written) return undefined;
  const windowMs = windowOf(written).value;
  return windowMs === 0 ? undefined : { windowMs, ...(eachOf(written) && { each: 'day' }) };
}

/** As it was written, for the key of a trigger; `undefined` where nothing is spread. */
export function spreadText(written: WrittenSpread | undefined): string | undefined {
  if (!spreadOf(written) || !written) return undefined;
  return `${textOf(windowOf(written))}${eachOf(written) ? ' each day' : ''}`;
}

function windowOf(written: WrittenSpread) {
  return 'within' in written ? written.within : written;
}

function eachOf(written: WrittenSpread) {
  return 'within' in written ? written.each : undefined;
}
