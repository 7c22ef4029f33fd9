import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { Moment } from '../../src/message/moment.ts';

const NUMBERS = ['y', 'yy', 'yyyy', 'M', 'MM', 'd', 'dd', 'H', 'HH', 'h', 'hh', 'm', 'mm', 's', 'ss', 'o', 'W', 'n'];
const WORDS = ['MMM', 'MMMM', 'a', 'E', 'EEEE', 'ccc', 't', 'DDD', 'ZZ'];
const BETWEEN = ['年', '月', '日', '：', ' ', '/', '-', "'", "'My d'", '🎂'];

const anyTokens = fc
  .array(fc.constantFrom(...NUMBERS, ...WORDS, ...BETWEEN), { maxLength: 8 })
  .map((tokens) => tokens.join(''));

it.each(['zh-CN', 'zh', 'en', 'ja', 'ar-EG', 'zh-u-nu-hanidec'])('formats as luxon does, in %s', (locale) => {
  fc.assert(
    fc.property(anyTokens, fc.date({ noInvalidDate: true }), (tokens, date) => {
      const plain = DateTime.fromMillis(date.getTime(), { zone: 'Asia/Shanghai', locale }).toFormat(tokens);
      expect(Moment.instant(date.getTime(), 'Asia/Shanghai', locale).format(tokens)).toBe(plain);
    }),
  );
});
