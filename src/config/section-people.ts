import { parseMobile } from '../message/mention.ts';
import { parseYearlyDate } from '../schedule/yearly.ts';
import type { Person } from './config.ts';
import { birthday, type WrittenDay } from './day-of-year.ts';
import { field, group, type Part } from './decode/group.ts';
import { patternSchema, scalar, text, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { checked } from './decode/checked.ts';
import { named } from './decode/section.ts';

const mobile = scalar('mobile', TEXT_OR_NUMBER, (written) => (written === '' ? written : parseMobile(written)));

/** A date with its year. */
const joined = checked(
  scalar('joined', patternSchema(/^\d{4}-\d{2}-\d{2}$/), (written) => {
    const date = parseYearlyDate(written);
    return date?.since === undefined ? undefined : date;
  }),
  ({ value, scalar }): WrittenDay => ({ day: { kind: 'solar', date: value, options: {} }, text: scalar.text ?? '' }),
);

const person = group('person', {
  name: field(words('words', TEXT_OR_NUMBER), '称呼 · name, default: the key'),
  mobile: field(mobile, '手机号，用来 @ · mobile number, to mention'),
  userId: field(text('user-id', TEXT_OR_NUMBER), '钉钉 userId，用来 @ · DingTalk user id, to mention'),
  birthday: field(birthday, '生日：1992-02-29、02-29 或 { lunar: 1990-08-15 } · birthday'),
  joined: field(joined, '入职日期，2021-03-01 · first day at work'),
});

export const peopleSection = named('people', person, '人 · people', { mayBeEmpty: true });

/** One entry of `people:`. */
export function resolvePerson(
  id: string,
  { name, mobile, userId, birthday, joined }: Part<(typeof person)['fields']>,
): Person {
  return {
    id,
    name: name?.value ?? id,
    ...(mobile && mobile.value !== '' && { mobile: mobile.value }),
    ...(userId && userId.value !== '' && { userId: userId.value }),
    ...(birthday && { birthday: { day: birthday.day, text: birthday.text } }),
    ...(joined && { joined }),
  };
}
