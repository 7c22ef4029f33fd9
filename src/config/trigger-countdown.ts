import { parseCountdown } from '../schedule/countdown.ts';
import { textOf } from './decode/decoder.ts';
import { field, type Part, writtenEntry } from './decode/group.ts';
import { NOT_EMPTY, refusing, scalar } from './decode/scalars.ts';
import { vouched } from './printable.ts';
import { reportGuessed } from './report-guessed.ts';
import type { Report } from './report.ts';
import { shown } from './tree.ts';
import type { Trigger } from './trigger.ts';

const until = scalar(
  'countdown',
  NOT_EMPTY,
  (written) => (parseCountdown(written).kind === 'countdown' ? written.trim() : undefined),
  refusing((written, { place }, report) => {
    const parsed = parseCountdown(written);
    if (written === '' || parsed.kind !== 'fault') return false;
    reportGuessed('countdown', { text: written, place }, parsed, report);
    return true;
  }),
);

export const COUNTDOWN = field(until, '倒数到这一天，每天一次：2027-06-07 · every day until then');

/** `countdown`: every day until an event. It tells beforehand by itself, so `advance` has nothing to add. */
export function resolveCountdown(
  part: Part<{ countdown: typeof COUNTDOWN }>,
  times: readonly string[],
  report: Report,
): Trigger | undefined {
  const advance = writtenEntry(part, 'advance');
  const { countdown } = part;
  if (!countdown) return undefined;
  if (advance) {
    const time = countdown.value.includes('T') ? '' : `T${times[0]}`;
    report.error(advance.keyPlace, 'advance-of-countdown', { once: vouched(`${shown(countdown.place)}${time}`) });
  }
  const rhythm = { kind: 'countdown', until: countdown.value, times } as const;
  return { rhythm, text: `countdown ${textOf(countdown).trim()} ${times.join(', ')}` };
}
