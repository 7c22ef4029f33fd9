import { ALL_KINDS, type Kind } from '../hooks/kinds.ts';
import { SENDER_NAMES } from '../hooks/sender-name.ts';
import type { EventFilter, HookRules, SignatureRule } from '../hooks/hook-rules.ts';
import { parseDuration } from '../schedule/duration.ts';
import { isLoopback } from '../network/loopback.ts';
import { DAY, HOUR, MINUTE } from '../schedule/instant.ts';
import { checkHook } from './check-hook.ts';
import type { HookConfig, HookMention, HookRoute } from './config.ts';
import { list, noneOrMore, record } from './decode/collections.ts';
import { type AnyPart, field, type Fields, group, needed, type Part } from './decode/group.ts';
import { boolean, choice, patternSchema, scalar, text, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { named } from './decode/section.ts';
import type { Written } from './decode/decoder.ts';
import { hookDigest } from './hook-digest.ts';
import { hookEvent } from './hook-event-name.ts';
import { resolveContacts } from './mention.ts';
import { quiet } from './quiet.ts';
import { ownRobotsOf, robotsOf } from './robots-of.ts';
import { SHARED } from './section-defaults.ts';
import type { ReminderContext } from './section-reminders.ts';
import { positionAt } from './source.ts';
import type { Entry } from './tree.ts';
import { duration } from './values.ts';

const globs = noneOrMore(words('globs', TEXT_OR_NUMBER), 'globs');
const template = words('text', TEXT_OR_NUMBER);
const whoever = noneOrMore(words('hook-mention', TEXT_OR_NUMBER), 'hook-mention');

/** In ms; `off` = not at all. */
const KEPT = /^(?:off|\d{1,8}[smhd])$/;
const kept = scalar('keep', patternSchema(KEPT), (written) => {
  if (!KEPT.test(written)) return undefined;
  return written === 'off' ? 0 : parseDuration(written);
});

/** Without TLS, others on the way could write to the group: only this machine may do without it. Empty = none. */
const relay = scalar('relay', { type: 'string' }, (written) => {
  const address = written.trim();
  const { protocol, hostname = '' } = URL.parse(address) ?? {};
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return address === '' || isSafe ? address : undefined;
});

/** Empty = none. */
const feedAddress = scalar('feed', { type: 'string' }, (written) => {
  const address = written.trim();
  return address === '' || /^https?:$/.test(URL.parse(address)?.protocol ?? '') ? address : undefined;
});

const FILTER = {
  events: field(
    noneOrMore(hookEvent, 'events'),
    '哪些事件：issue 全部，issue.opened 一种，"!issue.closed" 除外 · which events; "!…" leaves out',
  ),
  repositories: field(globs, '哪些仓库、项目或看板：acme/* · which repositories, projects or boards'),
  branches: field(globs, '哪些分支：[main, release/**] · which branches'),
  labels: field(globs, '有哪些标签的：["!wontfix"] · which labels'),
  authors: field(globs, '谁做的：["!renovate"] · whose doing'),
  when: field(
    noneOrMore(words('condition', TEXT_OR_NUMBER), 'condition'),
    'Liquid 条件，都满足才通知：not title contains "[skip]" · Liquid conditions that must all hold',
  ),
};

const MENTION = field(
  whoever,
  '@ 谁：involved 有关的人，none，all，people 里的名字 · whom to mention: involved, none, all, people',
);

const route = group('route', {
  ...FILTER,
  mention: MENTION,
  robot: SHARED.robot,
  robots: SHARED.robots,
});

const signature = group('signature', {
  header: needed(words('header'), '签名在哪个请求头里 · header of the signature: X-Signature'),
  algorithm: field(choice('sha256', 'sha1', 'sha512'), 'HMAC 算法 · algorithm, sha256'),
  encoding: field(choice('hex', 'base64'), '怎么写成文字 · encoding, hex'),
  prefix: field(words('prefix'), '签名前面的文字 · what stands before it: sha256='),
  signed: field(words('signed'), '签的是什么 · what is signed: "{timestamp}.{body}", default "{body}"'),
  timestamp: field(words('header'), '时间在哪个请求头里 · header of the time'),
});

const hook = group('hook', {
  from: needed(choice(...SENDER_NAMES), '谁发来的：github、gitlab…… · which program sends it'),
  secret: field(
    noneOrMore(text('hook-secret', TEXT_OR_NUMBER), 'hook-secret'),
    '对方签名用的密钥；几个都认，换密钥时不会断 · secret that the sender signs with; of several any counts',
  ),
  token: field(
    noneOrMore(text('hook-token', TEXT_OR_NUMBER), 'hook-token'),
    '不会签名的程序用的口令：Authorization: Bearer 或 ?token= · token, for senders that cannot sign',
  ),
  signature: field(signature, 'from: json 怎么签名 · how from: json is signed'),
  relay: field(
    relay,
    '没有公网地址时：从 smee 兼容的转发频道接收 · without a public address: a channel of a smee-compatible relay',
  ),
  feed: field(feedAddress, 'from: feed：订阅源的网址，Atom 或 RSS · address of the feed, Atom or RSS'),
  every: field(duration, 'from: feed：多久看一次，至少 1m · how often it is looked at, 15m'),
  description: field(words('words', TEXT_OR_NUMBER), '说明 · description'),
  robot: SHARED.robot,
  robots: SHARED.robots,
  ...FILTER,
  bots: field(boolean, '也通知机器人账号做的 · also what bots do, false'),
  drafts: field(boolean, '也通知草稿 · also drafts, false'),
  confidential: field(boolean, '也通知保密的 · also what is confidential, false'),
  fields: field(
    noneOrMore(words('fields', TEXT_OR_NUMBER), 'fields'),
    'Jira 还有哪些字段值得通知 · more fields of Jira',
  ),
  mention: MENTION,
  gather: field(duration, '同一件事等多久一起说，从第一条算起 · how long events about one thing are waited for, 10s'),
  late: field(duration, '最多晚多久还发 · how late it may still be sent, 12h'),
  quiet: field(
    quiet,
    '什么时候不发，攒到结束一起说：{ between: "22:00-08:30", daysOff: true } · quiet hours, after which all is told as one',
  ),
  digest: field(
    hookDigest,
    '哪些事件攒起来定时说：{ events: [push, star], at: "18:00" } · kinds of events that are told together, once',
  ),
  routes: field(
    list(route, 'routes'),
    '不同的事件发到不同的群，每条各自判断 · other robots for some events, each judged on its own',
  ),
  templates: field(
    record(
      group('hook-template', {
        title: field(template, '标题 · title'),
        text: field(template, '正文 · text'),
      }),
      ALL_KINDS,
      'templates',
    ),
    '自己写某种事件的消息 · messages of your own, by kind',
  ),
  key: field(template, 'from: json：怎么认出重复的 · what tells repetitions'),
  title: field(template, 'from: json、feed：标题 · title'),
  text: field(template, 'from: json、feed：正文 · text'),
  url: field(template, 'from: json、feed：点开的网址 · address'),
  keep: field(kept, '收到的原文保留多久 · how long bodies are kept, 3d'),
  paused: field(boolean, '只记录，不通知 · recorded, not told, false'),
});

export const hooksSection = named('hooks', hook, '别的程序的消息 · what other programs send');

const FIELDS: Fields = hook.fields;

export type HookPart = Part<(typeof hook)['fields']>;
type RoutePart = Part<(typeof route)['fields']>;

/** One entry of `hooks:`; `undefined` when something in it is wrong that nothing can be made of. */
export function resolveHook(entry: Entry, part: HookPart, context: ReminderContext): HookConfig | undefined {
  const robots = robotsOf(entry, part, FIELDS, context);
  const mention = mentionOf(part, context) ?? { involved: true, called: [] };
  const routes = (part.routes ?? []).map((each) => routeOf(each, context));
  checkHook(entry, part, context.daemon, context.report);
  if (!part.from || !robots) return undefined;
  const { source, start } = entry.keyPlace;
  return {
    ...rulesOf(entry.key, part.from.value, part),
    ...(part.description && { description: part.description.value }),
    robots,
    mention,
    routes: routes.map(({ robots: own, ...others }) => ({ ...others, robots: own ?? robots })),
    ...(part.relay?.value && { relay: part.relay.value }),
    ...(part.feed?.value && { feed: { url: part.feed.value, everyMs: part.every?.value ?? 15 * MINUTE } }),
    ...(part.gather && { gatherMs: part.gather.value }),
    lateMs: part.late?.value ?? 12 * HOUR,
    ...(part.quiet && { quiet: part.quiet }),
    ...(part.digest && { digest: part.digest }),
    keepMs: part.keep?.value ?? 3 * DAY,
    paused: part.paused?.value ?? false,
    source: { file: source.file, line: positionAt(source, start).line },
  };
}

function rulesOf(name: string, from: HookRules['from'], part: HookPart): Omit<HookRules, 'digest'> {
  const { key, title, text, url, bots, drafts, confidential, fields, signature, templates } = part;
  return {
    name,
    from,
    secrets: writtenIn(part.secret),
    tokens: writtenIn(part.token),
    ...filterOf(part),
    ...(signature && { signature: signatureOf(signature) }),
    ...(bots && { bots: bots.value }),
    ...(drafts && { drafts: drafts.value }),
    ...(confidential && { confidential: confidential.value }),
    ...(fields && { fields: valuesOf(fields) }),
    ...(templates && { templates: templatesOf(templates) }),
    ...(key && { key: key.value }),
    ...(title && { title: title.value }),
    ...(text && { text: text.value }),
    ...(url && { url: url.value }),
  };
}

/** What is written; an empty one says nothing: `"${OLD_SECRET:-}"`. */
function writtenIn(all: readonly Written[] = []): readonly string[] {
  return valuesOf(all).filter((each) => each !== '');
}

function valuesOf(all: readonly Written[]): readonly string[] {
  return all.map(({ value }) => value);
}

type FilterPart = Part<typeof FILTER>;

function filterOf({ events, repositories, branches, labels, authors, when }: FilterPart): EventFilter {
  return {
    ...(events && { events: valuesOf(events) }),
    ...(repositories && { repositories: valuesOf(repositories) }),
    ...(branches && { branches: valuesOf(branches) }),
    ...(labels && { labels: valuesOf(labels) }),
    ...(authors && { authors: valuesOf(authors) }),
    ...(when && { when: valuesOf(when) }),
  };
}

function signatureOf({
  header,
  algorithm,
  encoding,
  prefix,
  signed,
  timestamp,
}: Part<(typeof signature)['fields']>): SignatureRule {
  return {
    header: header?.value ?? '',
    algorithm: algorithm?.value ?? 'sha256',
    encoding: encoding?.value ?? 'hex',
    ...(prefix && { prefix: prefix.value }),
    ...(signed && { signed: signed.value }),
    ...(timestamp && { timestamp: timestamp.value }),
  };
}

function templatesOf(written: NonNullable<HookPart['templates']>): NonNullable<HookRules['templates']> {
  const templates: Partial<Record<Kind, { title?: string; text?: string }>> = {};
  for (const { name, value } of written) {
    templates[name as Kind] = {
      ...(value.title && { title: value.title.value }),
      ...(value.text && { text: value.text.value }),
    };
  }
  return templates;
}

function routeOf(part: RoutePart, context: ReminderContext): Omit<HookRoute, 'robots'> & Partial<HookRoute> {
  const mention = mentionOf(part, context);
  const robots = ownRobotsOf(part, context);
  return { ...filterOf(part), ...(robots && { robots }), ...(mention && { mention }) };
}

/** `undefined` where nothing is written. */
function mentionOf(
  part: AnyPart & { readonly mention?: readonly Written[] },
  context: ReminderContext,
): HookMention | undefined {
  const written = part.mention;
  if (written === undefined) return undefined;
  return {
    involved: written.some(({ value }) => value === 'involved'),
    called: resolveContacts(
      written.filter((each) => !isWord(each)),
      part,
      context,
    ),
  };
}

function isWord({ value }: Written): boolean {
  return value === 'involved' || value === 'none';
}
