/**
 * Where the State Council's yearly notices can be had as data, asked in this order. `{year}` stands for the year.
 *
 * holiday-cn has a file for a new year within hours of the notice, chinese-days is a second opinion from another
 * repository. jsDelivr is one network under several names, of which the mainland reaches now one, now another;
 * raw.githubusercontent.com is the source itself. unpkg and npmmirror are not here: for a package without a fixed version
 * they only redirect, and redirects are not followed.
 *
 * @see https://github.com/NateScarlet/holiday-cn and https://github.com/vsme/chinese-days
 */
export const DEFAULT_HOLIDAY_ADDRESSES: readonly string[] = [
  'https://fastly.jsdelivr.net/gh/NateScarlet/holiday-cn@master/{year}.json',
  'https://cdn.jsdelivr.net/gh/NateScarlet/holiday-cn@master/{year}.json',
  'https://gcore.jsdelivr.net/gh/NateScarlet/holiday-cn@master/{year}.json',
  'https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/{year}.json',
  'https://fastly.jsdelivr.net/npm/chinese-days/dist/years/{year}.json',
  'https://cdn.jsdelivr.net/npm/chinese-days/dist/years/{year}.json',
];
