import type { Config } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { problemIn } from '../config/report.ts';
import { clockTroubleIn, type ClockTrouble } from '../delivery/clock-trouble.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { pushedId } from '../delivery/identity.ts';
import { NEWS } from '../delivery/owner-notice.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';

export type EditNews = { readonly kind: 'bad'; readonly problems: readonly Problem[] } | { readonly kind: 'mended' };

type Owners = Pick<Config, 'robots' | 'daemon'>;
type Locale = Config['daemon']['locale'];

/** To each robot named by `onFailure` in the configuration in force: an edit was not taken over, or a later one is correct again. */
export function editNotices(
  news: EditNews,
  config: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const { locale } = config.daemon;
  const text = news.kind === 'mended' ? TEXTS[locale].mended : badEdit(news.problems, locale);
  return ownerNews(text, `edit ${news.kind} ${now}`, config, addresses, now);
}

/** The same: the clock of this machine was not believed. */
export function clockNotices(
  trouble: Omit<ClockTrouble, 'since'>,
  config: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const { locale } = config.daemon;
  const text = TEXTS[locale].clock(clockTroubleIn(locale, trouble, 'over'));
  return ownerNews(text, `clock ${trouble.kind} ${now}`, config, addresses, now);
}

/** The same key is told once. */
export function ownerNews(
  text: string,
  key: string,
  { robots }: Owners,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  const owners = new Set([...robots.values()].flatMap(({ onFailure }) => onFailure ?? []));
  return [...owners].flatMap((robot) => {
    const id = pushedId({ robot, idempotencyKey: key });
    return makeDeliveries(
      { id, origin: 'owner', robot, message: { kind: 'text', text }, now, lifeMs: NEWS },
      addresses,
    );
  });
}

/** How many problems are named; the rest stands on the page and in the log. */
const NAMED = 3;

/** In the owners' language: in whichever the daemon itself speaks, they were reported. */
function badEdit(problems: readonly Problem[], locale: Locale): string {
  const { bad, more } = TEXTS[locale];
  const places = problems.slice(0, NAMED).map((problem) => {
    const { file, line, column, message } = problemIn(locale, problem);
    return `${file}:${line}:${column} ${message}`;
  });
  return [bad, ...places, ...(problems.length > NAMED ? [more(problems.length - NAMED)] : [])].join('\n');
}

const TEXTS = {
  'zh-CN': {
    mended: '【钉铃】配置已经改好，新的配置正在使用。',
    bad: '【钉铃】刚才的修改有误，没有采用；仍按修改前的配置运行，提醒不受影响。',
    more: (count: number) => `……还有 ${count} 处`,
    clock: (why: string) => `【钉铃】这台机器的时钟不对：${why}。请检查时钟和 NTP。`,
  },
  en: {
    mended: '[dingbell] The configuration is correct again. The new one is in use.',
    bad: '[dingbell] The last edit has mistakes and is not in use. dingbell keeps using the configuration from before it; reminders go on.',
    more: (count: number) => `… and ${count} more`,
    clock: (why: string) => `[dingbell] The clock of this machine was wrong: ${why}. Please check the clock and NTP.`,
  },
} as const satisfies Record<Locale, object>;
