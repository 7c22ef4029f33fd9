import { chineseDigits, chineseNumber } from '../schedule/chinese-number.ts';
import { DAY_NAMES } from '../schedule/day-names.ts';

/** `下午三点` as `下午3点`, `二〇二六年` as `2026年`. Days of the week are no numbers: `周三` stays. */
export function withDigits(text: string): string {
  return text.replaceAll(/(?<![周期拜])[〇○零一二三四五六七八九十两廿卅]+/g, (numeral) => {
    if (/^[〇○零一二三四五六七八九]{4}$/.test(numeral)) return chineseDigits(numeral);
    const number = chineseNumber(numeral.replace(/^[〇零](?=.)/, ''));
    return number === undefined ? numeral : String(number);
  });
}

/** The `三` of `周三`, `天` of `礼拜天`: 0 is Sunday. */
export function weekdayOf(numeral: string): number {
  return numeral === '天' ? 0 : '日一二三四五六'.indexOf(numeral);
}

/** `周三`, `星期天`: `wednesday`, `sunday`; `undefined` for anything else. */
export function weekdayName(text: string): (typeof DAY_NAMES)[number] | undefined {
  const numeral = /^(?:周|星期|礼拜)([日天一二三四五六])$/.exec(text)?.[1];
  return numeral === undefined ? undefined : DAY_NAMES[weekdayOf(numeral)];
}

/** `1st` to `5th`; `undefined` beyond. */
export function ordinal(nth: number): string | undefined {
  return ['1st', '2nd', '3rd', '4th', '5th'][nth - 1];
}
