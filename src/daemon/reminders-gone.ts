import { relative } from 'node:path';
import type { Config } from '../config/config.ts';
import { hasLeftExamples } from '../config/folder-in-use.ts';
import type { Problem } from '../config/problem.ts';
import { received } from '../config/report.ts';
import { catalogueIn, type Locale } from '../config/texts/catalogue.ts';

const CODE = 'reminders-gone';

/**
 * That a folder has no reminder left where there were some: a file was deleted, a disk is not mounted, a `git checkout`
 * went wrong. It is told like a bad edit. `undefined` = there are some, there were none, or the examples were taken out.
 *
 * @param directory The folder of schedules, absolute.
 */
export function remindersGone(
  before: Pick<Config, 'reminders'>,
  next: Pick<Config, 'reminders' | 'daemon'>,
  directory: string,
): Problem | undefined {
  const count = before.reminders.length;
  if (count === 0 || next.reminders.length > 0) return undefined;
  const files = before.reminders.map(({ source }) => source.file);
  if (hasLeftExamples(directory, files)) return undefined;
  const file = relative(process.cwd(), directory) || '.';
  const inLocale = (locale: Locale): Problem => ({
    file,
    line: 1,
    column: 1,
    severity: 'error',
    code: CODE,
    ...catalogueIn(locale)[CODE]({ count }),
  });
  return received({ 'zh-CN': inLocale('zh-CN'), en: inLocale('en') }, next.daemon.locale);
}

export function isRemindersGone({ code }: Problem): boolean {
  return code === CODE;
}
