import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { Moment } from '../../src/message/moment.ts';

const NUMBERS = ['y', 'yy', 'yyyy', 'M', 'MM', 'd', 'dd', 'H', 'HH', 'h', 'hh', 'm', 'mm', 's', 'ss', 'o', 'W', 'n'];
const WORDS = ['MMM', 'MMMM', 'a', 'E', 'EEE', 'EEEE', 'EEEEE', 'ccc', 'cccc', 'c', 't', 'DDD', 'ZZ', 'ZZZZ', 'z'];
const BETWEEN = ['年', '月', '日', '：', ' ', '/', '-', "'", "'My d'", "'EEE'", '🎂'];

const anyTokens = fc
  .array(fc.constantFrom(...NUMBERS, ...WORDS, ...BETWEEN), { maxLength: 8 })
  .map((tokens) => tokens.join(''));

const anyInstant = fc.date({ noInvalidDate: true }).map((date) => date.getTime());
const anyZone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');

it.each(['zh-CN', 'zh', 'en', 'ja', 'ar-EG', 'zh-u-nu-hanidec'])('formats as luxon does, in %s', (locale) => {
  fc.assert(
    fc.property(anyTokens, anyInstant, anyZone, (tokens, at, zone) => {
      const plain = DateTime.fromMillis(at, { zone, locale }).toFormat(tokens);
      expect(Moment.instant(at, zone, locale).format(tokens)).toBe(plain);
    }),
  );
});
