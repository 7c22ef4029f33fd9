import type { Config } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { problemIn } from '../config/report.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Addresses } from './make-deliveries.ts';
import { ownerNews } from './owner-news.ts';

export type EditNews = { readonly kind: 'bad'; readonly problems: readonly Problem[] } | { readonly kind: 'mended' };

/** How many problems are named; the rest stands on the page and in the log. */
const NAMED = 3;

/** To each robot named by `onFailure` in the configuration in force: an edit was not taken over, or it is mended. */
export function editNotices(
  news: EditNews,
  { robots, daemon: { locale } }: Pick<Config, 'robots' | 'daemon'>,
  addresses: Addresses,
  now: EpochMs,
): readonly NewDelivery[] {
  return ownerNews({ robots, text: TEXTS[locale](news), key: `edit ${news.kind} ${now}` }, addresses, now);
}

const TEXTS: Record<Config['daemon']['locale'], (news: EditNews) => string> = {
  'zh-CN': (news) =>
    news.kind === 'mended'
      ? '【钉铃】配置已经改好，新的配置正在使用。'
      : [
          '【钉铃】刚才的修改有误，没有采用；仍按修改前的配置运行，提醒不受影响。',
          ...placesOf(news.problems, 'zh-CN'),
          ...moreThan(news.problems, (count) => `……还有 ${count} 处`),
        ].join('\n'),
  en: (news) =>
    news.kind === 'mended'
      ? '[dingbell] The configuration is mended, the new one is in use.'
      : [
          '[dingbell] The last edit is not valid and was not taken over; everything goes on as before it.',
          ...placesOf(news.problems, 'en'),
          ...moreThan(news.problems, (count) => `… and ${count} more`),
        ].join('\n'),
};

/** In the owners' language: in whichever the daemon itself speaks, they were reported. */
function placesOf(problems: readonly Problem[], locale: Config['daemon']['locale']): readonly string[] {
  return problems.slice(0, NAMED).map((problem) => {
    const { file, line, column, message } = problemIn(locale, problem);
    return `${file}:${line}:${column} ${message}`;
  });
}

function moreThan(problems: readonly Problem[], text: (count: number) => string): readonly string[] {
  return problems.length > NAMED ? [text(problems.length - NAMED)] : [];
}
