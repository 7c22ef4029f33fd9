/** Saves one year of holiday data or another for ever, and says so after each time, until it is killed. */
import { saveHolidays } from '../../src/daemon/holiday-files.ts';
import { type HolidayData, parseHolidayData } from '../../src/schedule/calendar/holiday-data.ts';
import { notice } from './holiday-server.ts';

const [, , dataDirectory = ''] = process.argv;
const versions = [sound(notice(2030, 30)), sound(notice(2030, 45, '春节'.repeat(20)))];
for (let round = 0; ; round += 1) {
  for (const data of versions) await saveHolidays(dataDirectory, 2030, data);
  process.stdout.write(`${round}\n`);
}

function sound(json: unknown): HolidayData {
  const data = parseHolidayData(json);
  if (data.kind === 'fault') throw new Error(data.message.en);
  return data;
}
