/** `一` to `九十九`, `廿一`, `卅`, `两`, `〇`, or one or two digits; `undefined` for anything else. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (/^[〇○零]$/.test(text)) return 0;
  if (text === '两') return 2;
  const { tens = '', units } = NUMERAL.exec(text)?.groups ?? {};
  if (tens === '' && units === undefined) return undefined;
  const first = tens.charAt(0);
  const ten = tens.length === 2 && first !== '廿' && first !== '卅' ? DIGITS.indexOf(first) : TENS[first];
  return (ten ?? 0) * 10 + DIGITS.indexOf(units ?? '〇');
}

const NUMERAL = /^(?<tens>[二三四五六七八九]?十|廿十?|卅十?)?(?<units>[一二三四五六七八九])?$/;
const TENS: Readonly<Record<string, number>> = { 十: 1, 廿: 2, 卅: 3 };
const DIGITS = '〇一二三四五六七八九';

/** `二〇二六` as `2026`: digit by digit. */
export function chineseDigits(text: string): string {
  return text
    .replaceAll(/[○零]/g, '〇')
    .replaceAll(/[〇一二三四五六七八九]/g, (digit) => String(DIGITS.indexOf(digit)));
}
