import type { CronFieldName, CronFieldSpec } from './cron-fields.ts';
import type { Words } from './fault.ts';

/** How days that only cron has are written, where `L`, `W` or `#` stands alone or the wrong way round. */
export function specialDay({ name }: CronFieldSpec, value: string): Words | undefined {
  const found = SPECIAL.find(([field, pattern]) => field === name && pattern.test(value));
  if (!found) return undefined;
  const [, pattern, words] = found;
  const written = (text: string): string => value.replace(pattern, text);
  return typeof words === 'string' ? { zh: `写 ${written(words)}`, en: `write ${written(words)}` } : words;
}

const SPECIAL: readonly (readonly [CronFieldName, RegExp, string | Words])[] = [
  ['dayOfWeek', /^L-?([0-7]|[a-z]{3})$/i, '$1L'],
  ['dayOfWeek', /^([0-7]|[a-z]{3})#L$/i, '$1L'],
  [
    'dayOfWeek',
    /^L$/i,
    {
      zh: '每个星期六写 6，每月最后一个星期六写 6L；每月最后一天是日那一段写 L：0 9 L * *',
      en: 'each Saturday is 6, the last one of a month 6L; the last day of a month is L in the field of days: 0 9 L * *',
    },
  ],
  [
    'dayOfWeek',
    /^#|#(?:0|[6-9]|\d\d)$/,
    {
      zh: '井号前是星期几，后面是 1 到 5：2#3 是第三个星期二，最后一个写 2L',
      en: 'before # stands the weekday, behind it 1 to 5: 2#3 is the third Tuesday; the last one is 2L',
    },
  ],
  [
    'dayOfWeek',
    /W$/i,
    {
      zh: '周一到周五写 1-5；W 写在日那一段：15W 是离15日最近的周一到周五，LW 是每月最后一个',
      en: 'Monday to Friday is 1-5; W stands in the field of days: 15W is the one of them nearest to the 15th, LW the last of a month',
    },
  ],
  ['dayOfMonth', /^(?:WL|W-?L|last-?weekday)$/i, 'LW'],
  ['dayOfMonth', /^L(\d{1,2})$/i, 'L-$1'],
  ['dayOfMonth', /^(?:-1|last)$/i, 'L'],
  [
    'dayOfMonth',
    /^W$/i,
    {
      zh: '周一到周五在星期那一段写 1-5；15W 是离15日最近的周一到周五，LW 是每月最后一个',
      en: 'Monday to Friday is 1-5 in the field of weekdays; 15W is the one of them nearest to the 15th, LW the last of a month',
    },
  ],
];
