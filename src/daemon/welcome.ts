import { DateTime } from 'luxon';
import { pushedId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../schedule/instant.ts';
import type { Upcoming } from './upcoming.ts';

export interface Welcome {
  readonly robot: string;
  /** The next reminders, to be named. */
  readonly next: readonly Upcoming[];
  readonly locale: 'zh-CN' | 'en';
}

/**
 * The first message of a first run: it goes the whole signed way to the sandbox and names what comes next.
 * Never for a real robot: a restart must not chat in a group.
 */
export function welcomeDelivery(welcome: Welcome, lane: string, now: EpochMs): NewDelivery {
  return {
    id: pushedId({ robot: welcome.robot }),
    origin: 'owner',
    robot: welcome.robot,
    lane,
    dueAt: now,
    createdAt: now,
    expiresAt: toEpochMs(now + 5 * MINUTE),
    lateMs: 0,
    priority: 0,
    message: { kind: 'markdown', title: TEXTS[welcome.locale].title, text: textOf(welcome) },
    state: 'pending',
  };
}

function textOf({ next, locale }: Welcome): string {
  const texts = TEXTS[locale];
  const items = next.map(({ reminder, occurrence }) => {
    const at = DateTime.fromMillis(occurrence.at, { zone: reminder.timezone, locale });
    return `- ${at.toFormat(texts.format)}　**${reminder.description ?? reminder.id}**`;
  });
  return [`### ${texts.title}`, texts.body, ...(items.length > 0 ? [texts.next, items.join('\n')] : [texts.none])].join(
    '\n\n',
  );
}

const TEXTS = {
  'zh-CN': {
    title: '🔔 钉铃已启动',
    body: '这条消息已经走完整个流程：写入发件箱、签名、发送、确认。现在用的是沙箱，没有发到钉钉。',
    next: '接下来：',
    none: '还没有会触发的提醒，去 `schedules/` 里写一个吧。',
    format: 'M月d日 EEE HH:mm',
  },
  en: {
    title: '🔔 dingbell is running',
    body: 'This message went all the way: outbox, signature, sending, confirmation. It is in the sandbox, not in DingTalk.',
    next: 'Coming next:',
    none: 'No reminder is going to fire yet: write one in `schedules/`.',
    format: 'EEE d MMM HH:mm',
  },
} as const;
