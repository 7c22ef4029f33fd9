import { type CronFault, rangeOutside, stepTooWide, unevenStep } from './cron-faults.ts';
import { CRON_FIELDS, type CronFieldSpec } from './cron-fields.ts';

/**
 * What node-cron accepts although it is surely not meant.
 *
 * @param texts the six fields as written, seconds first
 */
export function lintCron(texts: readonly string[]): readonly CronFault[] {
  return CRON_FIELDS.flatMap((spec, index) =>
    (texts[index] ?? '').split(',').flatMap((text) => lintPart(spec, text) ?? []),
  );
}

/** `*`, `*` with a step, or a range of numbers with or without one. */
const PART = /^(?:\*|(\d+)-(\d+))(?:\/(\d+))?$/;

function lintPart(spec: CronFieldSpec, text: string): CronFault | undefined {
  const match = PART.exec(text);
  if (!match) return undefined;
  const [first, last, step] = [Number(match[1] ?? spec.min), Number(match[2] ?? spec.max), Number(match[3] ?? 1)];
  if (first > highest(spec)) return rangeOutside(spec, text);
  const size = spec.max - spec.min + 1;
  const span = first <= last ? last - first : last - first + size;
  if (span > 0 && step > span) return stepTooWide(spec, text, first);
  const lastGap = size % step;
  if (text.startsWith('*') && isClock(spec) && lastGap > 0) return unevenStep(spec, text, step, lastGap);
  return undefined;
}

/** Sunday is both 0 and 7. */
function highest({ name, max }: CronFieldSpec): number {
  return name === 'dayOfWeek' ? 7 : max;
}

/** Months differ in length anyway, so that uneven steps of days surprise nobody. */
function isClock({ name }: CronFieldSpec): boolean {
  return name === 'second' || name === 'minute' || name === 'hour';
}
