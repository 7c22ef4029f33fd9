import { wordsIn } from '../../message/language.ts';
import { readHolidays } from '../../daemon/holiday-files.ts';
import { toCivilDate, dayOf, toDayNumber } from '../../schedule/civil.ts';
import { zone } from '../../schedule/zone.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Whether the days off of this year and, from December on, of the next are known. */
export async function holidayFindings({
  session,
  config,
  texts: { holidays },
}: ConfiguredPatient): Promise<readonly Finding[]> {
  const { year, month } = toCivilDate(dayOf(zone('Asia/Shanghai').wallAt(session.now)));
  const isKnown = (asked: number): boolean => !config.defaultCalendar.verdict(toDayNumber(asked, 1, 1)).provisional;
  const { ignored } = await readHolidays(config.daemon.dataDirectory);
  return [
    isKnown(year) ? ok('holidays', holidays.known(year)) : warn('holidays', holidays.unknown(year), holidays.mend),
    // The State Council announces it in November, now and then in December.
    isKnown(year + 1)
      ? ok('holidays', holidays.known(year + 1))
      : month === 12
        ? warn('holidays', holidays.unknown(year + 1), holidays.mend)
        : ok('holidays', holidays.notYet(year + 1)),
    ...ignored.map(({ file, reason }) =>
      warn('holidays', holidays.ignored(file, wordsIn(session.language, reason)), holidays.ignoredMend),
    ),
  ];
}
