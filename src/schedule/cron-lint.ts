import { type CronFault, missingDay, rangeOutside, stepTooWide, unevenDays, unevenStep } from './cron-faults.ts';
import { monthLength } from './civil.ts';
import { CRON_FIELDS, type CronFieldSpec } from './cron-fields.ts';

/**
 * What node-cron accepts although it is surely not meant.
 *
 * @param texts the six fields as written, seconds first
 * @param months 1-12, those that are meant
 */
export function lintCron(texts: readonly string[], months: readonly number[]): readonly CronFault[] {
  return CRON_FIELDS.flatMap((spec, index) =>
    (texts[index] ?? '').split(',').flatMap((text) => lintPart(spec, text) ?? lintDay(spec, text, months) ?? []),
  );
}

/** A day that some of these months do not have. Who writes Feb 29 alone knows. */
function lintDay({ name }: CronFieldSpec, text: string, months: readonly number[]): CronFault | undefined {
  if (name !== 'dayOfMonth' || !/^(?:29|30|31)$/.test(text) || months.every((month) => month === 2)) return undefined;
  // 2001 is no leap year.
  const isMissing = months.some((month) => Number(text) > monthLength(2001, month));
  return isMissing ? missingDay(text) : undefined;
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
  if (!text.startsWith('*') || step === 1) return undefined;
  if (spec.name === 'dayOfMonth') return unevenDays(text, step);
  if (lastGap > 0) return unevenStep(spec, text, step, lastGap);
  return undefined;
}

/** Sunday is both 0 and 7. */
function highest({ name, max }: CronFieldSpec): number {
  return name === 'dayOfWeek' ? 7 : max;
}
