import { wordsIn } from '../../message/language.ts';
import { type AskedYear, readAsking } from '../../daemon/holiday-asking.ts';
import { readHolidays } from '../../daemon/holiday-files.ts';
import { toCivilDate, dayOf, toDayNumber } from '../../schedule/civil.ts';
import { zone } from '../../schedule/zone.ts';
import { timeForPeople } from '../format-time.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Whether the days off of this year and the next are known; if not, whether they are not announced or could not be had. */
export async function holidayFindings(patient: ConfiguredPatient): Promise<readonly Finding[]> {
  const { session, config, texts } = patient;
  const { dataDirectory, holidayAddresses } = config.daemon;
  const { year } = toCivilDate(dayOf(zone('Asia/Shanghai').wallAt(session.now)));
  const asking = holidayAddresses?.length === 0 ? undefined : await readAsking(dataDirectory);
  const asked = (which: number) => asking?.years.find((each) => each.year === which);
  const at = asking && timeForPeople(asking.at, config.daemon.timezone, session.language);
  const { ignored } = await readHolidays(dataDirectory);
  return [
    yearFinding(patient, year, asked(year), at),
    yearFinding(patient, year + 1, asked(year + 1), at),
    ...ignored.map(({ file, reason }) =>
      warn('holidays', texts.holidays.ignored(file, wordsIn(session.language, reason)), texts.holidays.ignoredMend),
    ),
  ];
}

function yearFinding(patient: ConfiguredPatient, year: number, asked: AskedYear | undefined, at = ''): Finding {
  const { config, texts } = patient;
  const { holidays } = texts;
  const isKnown = !config.defaultCalendar.verdict(toDayNumber(year, 1, 1)).provisional;
  if (asked?.kind === 'failed') {
    const { address = '', reason = { zh: '', en: '' } } = asked.failure ?? {};
    const { language } = patient.session;
    const why = [address, wordsIn(language, reason)].filter(Boolean).join(language === 'en' ? ': ' : '：');
    const text = isKnown ? holidays.notAgain(year, at, why) : holidays.notHad(year, at, why);
    return warn('holidays', text, holidays.notHadMend);
  }
  if (isKnown) return ok('holidays', holidays.known(year));
  if (asked !== undefined) return ok('holidays', holidays.notYet(year));
  return isDue(patient, year)
    ? warn('holidays', holidays.unknown(year), mendOf(patient))
    : ok('holidays', holidays.unasked(year));
}

/** The State Council announces the next year in November, now and then in December. */
function isDue({ session }: ConfiguredPatient, year: number): boolean {
  const today = toCivilDate(dayOf(zone('Asia/Shanghai').wallAt(session.now)));
  return today.year === year || today.month === 12;
}

function mendOf({ config, texts: { holidays } }: ConfiguredPatient): string {
  return config.daemon.holidayAddresses?.length === 0 ? holidays.offMend : holidays.mend;
}
