import type { Config } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '../schedule/instant.ts';
import type { Addresses } from './make-deliveries.ts';
import { ownerNews } from './owner-news.ts';
import type { Implausible } from './timeline.ts';

/** To each robot named by `onFailure`: the clock of this machine was not believed. */
export function clockNotices(
  trouble: Implausible,
  { robots, daemon: { locale } }: Pick<Config, 'robots' | 'daemon'>,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  return ownerNews({ robots, text: TEXTS[locale](trouble), key: `clock ${trouble.kind} ${now}` }, addresses, now);
}

const TEXTS: Record<Config['daemon']['locale'], (trouble: Implausible) => string> = {
  'zh-CN': ({ kind, byMs }) => `【钉铃】这台机器的时钟不对：${ZH[kind](spanOf(byMs, 'zh-CN'), byMs)}请检查时钟和 NTP。`,
  en: ({ kind, byMs }) =>
    `[dingbell] The clock of this machine was wrong: ${EN[kind](spanOf(byMs, 'en'), byMs)} Please check the clock and NTP.`,
};

const ZH: Record<Implausible['kind'], (span: string, byMs: number) => string> = {
  'before-build': (span) => `比这个程序发布的时间还早 ${span}。`,
  'behind-store': (span) => `比已经记录的时间晚了 ${span}（时钟被拨回）。`,
  leapt: (span, byMs) => `一下子${byMs > 0 ? '快' : '慢'}了 ${span}。`,
};

const EN: Record<Implausible['kind'], (span: string, byMs: number) => string> = {
  'before-build': (span) => `it showed a time ${span} before this program was made.`,
  'behind-store': (span) => `it showed a time ${span} before what had already been done.`,
  leapt: (span, byMs) => `it went ${byMs > 0 ? 'forward' : 'back'} by ${span} at once.`,
};

function spanOf(byMs: number, locale: Config['daemon']['locale']): string {
  const size = Math.abs(byMs);
  const [unit, name] = (UNITS.find(([ms]) => size >= 2 * ms) ?? UNITS.at(-1)) as (typeof UNITS)[number];
  return `${Math.round(size / unit)} ${name[locale]}`;
}

const UNITS = [
  [DAY, { 'zh-CN': '天', en: 'days' }],
  [HOUR, { 'zh-CN': '小时', en: 'hours' }],
  [MINUTE, { 'zh-CN': '分钟', en: 'minutes' }],
] as const;
