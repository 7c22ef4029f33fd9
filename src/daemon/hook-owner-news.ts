import type { Config } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import type { InletState } from '../delivery/inlet.ts';
import { wordsIn } from '../message/language.ts';
import { formatTime, localTime } from '../message/local-time.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Loss } from './hook-door.ts';
import type { Thrifty } from './hook-quota.ts';
import { tellInletCause } from './inlet-words.ts';
import type { Addresses } from './make-deliveries.ts';
import { ownerNews } from './owner-news.ts';

/** What a hook did not get, and nobody sends again. */
export interface LostEvents {
  readonly hook: string;
  readonly from: string;
  readonly why: Loss;
  readonly count: number;
  /** When the first of them came. */
  readonly since: EpochMs;
}

type Owners = Pick<Config, 'robots' | 'daemon'>;

/** To each robot named by `onFailure`: something that was sent is gone. */
export function lossNotices(
  lost: LostEvents,
  config: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const { hook, why, since } = lost;
  const text = lossText(lost, config);
  return ownerNews(text, `hook lost ${hook} ${why} ${since}`, config, addresses, now);
}

/** The same: a robot has used up nearly all calls of its month. Told once a month, which is that of Beijing. */
export function quotaNotices(
  { robots, calls, perMonth }: Thrifty,
  config: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const { locale } = config.daemon;
  const month = formatTime(localTime(now, 'Asia/Shanghai'), 'yyyy-MM');
  const names = robots.join(locale === 'en' ? ', ' : '、');
  const text = wordsIn(locale, {
    zh: `【钉铃】机器人「${names}」这个月的 ${perMonth} 次调用已用了 ${calls} 次。从现在到月底，hook 的消息里不 @ 人的每天合成一条；@ 人的和告警照常。`,
    en: `[dingbell] Robot "${names}" has used ${calls} of its ${perMonth} calls this month. Until the month ends, hook messages that mention (@) nobody are sent once a day, as one message. Messages that mention somebody, and alerts, are sent as before.`,
  });
  return ownerNews(text, `quota ${names} ${month}`, config, addresses, now);
}

/** The same: nothing has come in through a relay or a feed for long. */
export function inletNotices(
  { hook, state }: { readonly hook: string; readonly state: InletState },
  config: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const { trouble, kind, host } = state;
  if (trouble === undefined) return [];
  const { locale } = config.daemon;
  const why = tellInletCause(trouble.cause, locale);
  const since = timeIn(config, trouble.since);
  const text =
    kind === 'relay'
      ? wordsIn(locale, {
          zh: `【钉铃】hook「${hook}」从 ${since} 起连不上转发服务 ${host}：${why}。这期间发来的消息可能收不到了。`,
          en: `[dingbell] Hook "${hook}" has not been connected to the relay ${host} since ${since}: ${why}. Events sent since then may be lost.`,
        })
      : wordsIn(locale, {
          zh: `【钉铃】hook「${hook}」从 ${since} 起读不到 ${host} 的订阅源：${why}。会继续重试。`,
          en: `[dingbell] Hook "${hook}" has not been able to read its feed at ${host} since ${since}: ${why}. dingbell keeps trying.`,
        });
  return ownerNews(text, `inlet ${hook} ${kind} ${trouble.since}`, config, addresses, now);
}

function lossText({ hook, from, why, count, since }: LostEvents, config: Owners): string {
  const { locale } = config.daemon;
  const time = timeIn(config, since);
  if (why === 'too-large') {
    return wordsIn(locale, {
      zh: `【钉铃】${from} 发给 hook「${hook}」的消息超过 5 MiB（${time}，共 ${count} 条），没有读，也不会通知。`,
      en: `[dingbell] ${from} sent more than 5 MiB to hook "${hook}" (${time}, ${timesOf(count)}). It was not read, and the group is not told.`,
    });
  }
  return wordsIn(locale, {
    zh: `【钉铃】${from} 发给 hook「${hook}」的 ${count} 条消息没有收下：从 ${time} 起数据库没有响应。${from} 不会自己重发，请在那边的 webhook 页面上重新发送。`,
    en: `[dingbell] Hook "${hook}" could not accept what ${from} sent (${timesOf(count)}): the database has not answered since ${time}. ${from} does not send it again by itself. Send it again ("redeliver") on the webhook page there.`,
  });
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function timeIn({ daemon: { timezone, locale } }: Owners, at: EpochMs): string {
  return formatTime(localTime(at, timezone, locale), 'MM-dd HH:mm');
}
