import { type Fault, fault } from '../schedule/fault.ts';

/** `大小周`, `单双休`: which weeks have six days is said by a calendar, not by a reminder. */
export function alternateWeeks(text: string, key: 'on' | 'every'): Fault | undefined {
  if (!/^(?:大小周|[大小]周|大小礼拜|大小休|单双休|单休双休)$/.test(text.trim())) return undefined;
  const calendar = 'office: { alternate: { saturday: work, from: 2026-12-05 } }';
  const at = key === 'every' ? 'at: "09:00", ' : '';
  return fault(
    'alternate-weeks',
    {
      zh: '大小周写在日历里，提醒只写用哪个日历',
      en: 'alternate six-day weeks stand in a calendar, which the reminder names',
    },
    {
      zh: `写 ${at.replace(', ', '、')}on: workdays 和 calendar: office，再在 calendars: 下面写 ${calendar}，from 是要上班的一个周六`,
      en: `write ${at}on: workdays and calendar: office, and under calendars: ${calendar}, from being a Saturday that is worked`,
    },
  );
}
