import cronstrue from 'cronstrue/i18n.js';
import type { DayMatch } from '../schedule/cron-days.ts';
import type { CronFault } from '../schedule/cron-faults.ts';
import { CRON_FIELDS } from '../schedule/cron-fields.ts';
import type { Language } from './language.ts';

export interface CronInWords {
  readonly dayMatch?: DayMatch | undefined;
  /** What was found doubtful about it: a step that is too wide means one value, which cronstrue does not know. */
  readonly warnings?: readonly CronFault[];
}

/**
 * A valid cron expression in words: `At 18:30, only on Monday, Wednesday, and Friday`. cronstrue finds them; where it
 * reads an expression otherwise than node-cron does, the expression or the words are mended.
 *
 * @returns `undefined` for the few expressions that cronstrue does not know: several days with a `W`.
 */
export function cronInWords(expression: string, language: Language, options: CronInWords = {}): string | undefined {
  const { dayMatch = 'both', warnings = [] } = options;
  const plain = withoutWideSteps(expression, warnings);
  const text = describe(plain, language);
  if (text === undefined) return undefined;
  switch (language) {
    case 'zh-CN':
      return punctuated(text.replace(', 或者为', dayMatch === 'both' ? ', 且须为' : ', 或者为'));
    case 'en':
      return text.replace(', and on ', dayMatch === 'both' ? ', but only if it is also ' : ', or on ');
  }
}

const LOCALES: Readonly<Record<Language, string>> = { 'zh-CN': 'zh_CN', en: 'en' };

function describe(expression: string, language: Language): string | undefined {
  try {
    return cronstrue.default.toString(expression, {
      locale: LOCALES[language],
      use24HourTimeFormat: true,
      verbose: true,
    });
  } catch {
    return undefined;
  }
}

/** Of a step wider than its field only the first value is left: as a minute, a star stepped by 90 is 0. */
function withoutWideSteps(expression: string, warnings: readonly CronFault[]): string {
  const fields = expression.trim().split(/ +/);
  const withoutSeconds = CRON_FIELDS.length - fields.length;
  for (const { code, field, value } of warnings) {
    if (code !== 'cron-step-too-wide') continue;
    const index = CRON_FIELDS.findIndex(({ name }) => name === field);
    const parts = fields[index - withoutSeconds]?.split(',') ?? [];
    const only = /^\d+/.exec(value)?.[0] ?? String(CRON_FIELDS[index]?.min);
    fields[index - withoutSeconds] = parts.map((part) => (part === value ? only : part)).join(',');
  }
  return fields.join(' ');
}

/** cronstrue puts English punctuation between Chinese words. */
function punctuated(text: string): string {
  return text
    .replaceAll(', 和 ', '和')
    .replaceAll(/(?<=\d), (?=\d)|(?<=星期.), (?=星期)|(?<=月), (?=[一二三四五六七八九十]+月)/gu, '、')
    .replaceAll(/, ?/g, '，')
    .replaceAll('个 星期', '个星期')
    .replaceAll(/ +/g, ' ')
    .trim();
}
