import type { CronFault } from './cron-faults.ts';
import { fault, type Words } from './fault.ts';

/** What another program says, told with the lines that say it here. */
export function translated(
  code: string,
  message: Words,
  value: string,
  lines: readonly string[],
  note: Words = { zh: '', en: '' },
): CronFault {
  return {
    ...fault(code, message, {
      zh: `写 ${told(lines, '，并在旁边写 ', ' 和 ')}${note.zh}`,
      en: `write ${told(lines, ', and beside it ', ' and ')}${note.en}`,
    }),
    value,
    lines,
  };
}

/** `每天9点`. */
export function cronInWords(text: string, lines: readonly string[]): CronFault {
  const message = { zh: `“${text}”不是 cron 表达式`, en: `"${text}" is no cron expression` };
  return translated('cron-words', message, text, lines);
}

function told([first = '', ...others]: readonly string[], beside: string, and: string): string {
  return others.length === 0 ? first : `${first}${beside}${others.join(and)}`;
}

/** `1h30m`, `5 minutes`, `48h`: as `every` has it; of whole days with the date from which they count. */
export function elapsedLines(text: string): readonly string[] | undefined {
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const size = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (size === undefined) return undefined;
    seconds += Number(number) * size;
  }
  if (!Number.isInteger(seconds) || seconds < 1) return undefined;
  if (seconds === DAY) return ['at: "00:00"'];
  if (seconds % DAY === 0) return [`every: ${seconds / DAY} days`, 'from: 2026-12-01'];
  if (seconds > DAY) return undefined;
  const [unit, size] =
    seconds % 3_600 === 0 ? (['h', 3_600] as const) : seconds % 60 === 0 ? (['m', 60] as const) : (['s', 1] as const);
  return [`every: ${seconds / size}${unit}`];
}

const DAY = 86_400;
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^s(?:ec(?:ond)?s?)?$/i, 1],
  [/^m(?:in(?:ute)?s?)?$/i, 60],
  [/^h(?:(?:ou)?rs?)?$/i, 3_600],
  [/^d(?:ays?)?$/i, DAY],
];
