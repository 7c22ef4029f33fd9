import type { Config } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { problemIn } from '../config/report.ts';
import { pushedId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';

export type EditNews = { readonly kind: 'bad'; readonly problems: readonly Problem[] } | { readonly kind: 'mended' };

/** A notice that could not be sent for so long is no news any more. */
const NEWS = 12 * HOUR;
/** How many problems are named; the rest stands on the page and in the log. */
const NAMED = 3;

/** To each robot named by `onFailure` in the configuration in force: an edit was not taken over, or it is mended. */
export function editNotices(
  news: EditNews,
  { robots, daemon: { locale } }: Pick<Config, 'robots' | 'daemon'>,
  lanes: ReadonlyMap<string, string>,
  now: EpochMs,
): readonly NewDelivery[] {
  const owners = new Set([...robots.values()].flatMap(({ onFailure }) => onFailure ?? []));
  return [...owners].flatMap((robot): readonly NewDelivery[] => {
    const lane = lanes.get(robot);
    if (lane === undefined) return [];
    const keyword = robots.get(robot)?.keywords[0] ?? '';
    const text = TEXTS[locale](news);
    return [
      {
        id: pushedId({ robot, idempotencyKey: `edit ${news.kind} ${now}` }),
        origin: 'owner',
        robot,
        lane,
        dueAt: now,
        createdAt: now,
        expiresAt: toEpochMs(now + NEWS),
        lateMs: 0,
        priority: 0,
        coalesce: false,
        message: { kind: 'text', text: text.includes(keyword) ? text : `${text}\n${keyword}` },
        state: 'pending',
      },
    ];
  });
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
