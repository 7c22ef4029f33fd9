import { parseMobile } from '../message/mention.ts';
import { parseYearlyDate } from '../schedule/yearly.ts';
import type { Person } from './config.ts';
import { birthday, type WrittenDay } from './day-of-year.ts';
import { noneOrMore } from './decode/collections.ts';
import { field, group, type Part } from './decode/group.ts';
import type { Written } from './decode/decoder.ts';
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

const account = noneOrMore(words('account', TEXT_OR_NUMBER), 'account');

const accounts = group('accounts', {
  github: field(account, 'GitHub 的登录名，或 组织/小组 · login at GitHub, or org/team'),
  gitlab: field(account, 'GitLab 的用户名 · user name at GitLab'),
  gitea: field(account, 'Gitea、Forgejo、Gogs 的用户名 · user name there'),
  gitee: field(account, 'Gitee 的个性域名 · user name at Gitee'),
  trello: field(account, 'Trello 的用户名 · user name at Trello'),
  jira: field(account, 'Jira 的 accountId 或用户名 · account id or user name in Jira'),
  sentry: field(account, 'Sentry 的用户名或 id · user name or id in Sentry'),
  mail: field(account, '提交代码用的邮箱 · mail address of commits'),
});

const person = group('person', {
  name: field(words('words', TEXT_OR_NUMBER), '称呼 · name, default: the key'),
  mobile: field(mobile, '手机号，用来 @ · mobile number, to mention'),
  userId: field(text('user-id', TEXT_OR_NUMBER), '钉钉 userId，用来 @ · DingTalk user id, to mention'),
  birthday: field(birthday, '生日：1992-02-29、02-29 或 { lunar: 1990-08-15 } · birthday'),
  joined: field(joined, '入职日期，2021-03-01 · first day at work'),
  accounts: field(accounts, '在别处是谁，由 hooks 用来 @ · who it is elsewhere, for hooks'),
});

export const peopleSection = named('people', person, '人 · people', { mayBeEmpty: true });

/** One entry of `people:`. */
export function resolvePerson(
  id: string,
  { name, mobile, userId, birthday, joined, accounts }: Part<(typeof person)['fields']>,
): Person {
  return {
    id,
    name: name?.value ?? id,
    ...(mobile && mobile.value !== '' && { mobile: mobile.value }),
    ...(userId && userId.value !== '' && { userId: userId.value }),
    ...(birthday && { birthday: { day: birthday.day, text: birthday.text } }),
    ...(joined && { joined }),
    ...(accounts && { accounts: accountsOf(accounts) }),
  };
}

type AccountsPart = Part<(typeof accounts)['fields']>;

/** By the places where they are; an empty one says nothing. */
function accountsOf(part: AccountsPart): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    accountPlaces(part).map(([place, written]) => [place, written.map(({ value }) => value)] as const),
  );
}

export function accountPlaces(part: AccountsPart) {
  return Object.entries(part).filter((each): each is [string, readonly Written[]] => Array.isArray(each[1]));
}
