import { createRequire } from 'node:module';
import type Cronstrue from 'cronstrue/i18n.js';
import { parseCron } from '../schedule/cron.ts';
import type { DayMatch } from '../schedule/cron-days.ts';
import type { CronFault } from '../schedule/cron-faults.ts';
import { CRON_FIELDS } from '../schedule/cron-fields.ts';
import type { Language } from '../message/language.ts';
import { textsIn } from './texts/catalogue.ts';

// Required, for its types and loaders disagree about what its default import is.
const require = createRequire(import.meta.url);
const cronstrue = (require('cronstrue/i18n.js') as typeof Cronstrue).default;

export interface CronInWords {
  readonly dayMatch?: DayMatch | undefined;
  /** What was found doubtful about it: a step that is too wide means one value, which cronstrue does not know. */
  readonly warnings?: readonly CronFault[];
}

/**
 * A valid cron expression in words: `At 18:30, only on Monday, Wednesday, and Friday`. cronstrue finds them; what it
 * would read otherwise than node-cron does is put plainly beforehand.
 *
 * @returns `undefined` for the few expressions that cronstrue does not know: several days with a `W`.
 */
export function cronInWords(
  expression: string,
  language: Language,
  { dayMatch, warnings = [] }: CronInWords = {},
): string | undefined {
  const fields = withoutWideSteps(expression.trim().split(/ +/), warnings);
  if (dayMatch !== 'either' || !restrictsBothDays(expression)) return describe(fields, language);
  const onDay = describe([...fields.slice(0, -1), '*'], language);
  const onWeekday = describe([...fields.slice(0, -3), '*', ...fields.slice(-2)], language);
  if (onDay === undefined || onWeekday === undefined) return undefined;
  return textsIn(language).explain.either(onDay, onWeekday);
}

function describe(fields: readonly string[], language: Language): string | undefined {
  // `every day` belongs to a time of day; after `every hour` it is noise.
  const verbose = fields.at(-4) !== '*' && fields[0] !== '@hourly';
  try {
    const text = cronstrue.toString(fields.join(' '), {
      locale: language.replace('-', '_'),
      use24HourTimeFormat: true,
      logicalAndDayFields: true,
      verbose,
    });
    return textsIn(language).explain.cron(text);
  } catch (error) {
    // It throws texts.
    if (typeof error !== 'string') throw error;
    return undefined;
  }
}

/** That is the one thing for which a valid expression needs a `dayMatch`. */
function restrictsBothDays(expression: string): boolean {
  return parseCron(expression).kind === 'faults';
}

/** Of a step wider than its field only the first value is left: as a minute, a star stepped by 90 is 0. */
function withoutWideSteps(fields: readonly string[], warnings: readonly CronFault[]): readonly string[] {
  const withoutSeconds = CRON_FIELDS.length - fields.length;
  const wide = warnings.filter(({ code }) => code === 'cron-step-too-wide');
  return fields.map((text, position) => {
    const spec = CRON_FIELDS[position + withoutSeconds];
    const values = new Set(wide.filter(({ field }) => field === spec?.name).map(({ value }) => value));
    return text
      .split(',')
      .map((part) => (values.has(part) ? (/^\d+/.exec(part)?.[0] ?? String(spec?.min)) : part))
      .join(',');
  });
}
