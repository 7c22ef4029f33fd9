import { pushedId } from '../delivery/identity.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import type { Config } from '../config/config.ts';
import { formatTime, localTime } from '../message/local-time.ts';
import { type EpochMs, MINUTE } from '../schedule/instant.ts';
import type { Kept } from '../schedule/override.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';
import { nextOfEach, type Upcoming } from './upcoming.ts';

/** How many reminders it names. */
const NAMED = 4;

/**
 * The first message of a first run: it goes the whole signed way to the sandbox and names what comes next.
 * None while any robot is a real one: a restart must not chat in a group.
 */
export function welcomeOf(
  config: Config,
  addresses: Addresses,
  overrides: readonly Kept[],
  now: EpochMs,
): readonly NewDelivery[] {
  const [first] = config.robots.values();
  if (first === undefined || [...config.robots.values()].some(({ webhook }) => webhook.kind !== 'sandbox')) return [];
  const robot = first.name;
  const { locale } = config.daemon;
  const text = textOf(nextOfEach(config.reminders, now, overrides).slice(0, NAMED), locale);
  const message = { kind: 'markdown', title: TEXTS[locale].title, text } as const;
  return makeDeliveries(
    { id: pushedId({ robot }), origin: 'owner', robot, message, now, lifeMs: 5 * MINUTE },
    addresses,
  );
}

function textOf(next: readonly Upcoming[], locale: Config['daemon']['locale']): string {
  const texts = TEXTS[locale];
  const items = next.map(({ reminder, occurrence }) => {
    const at = formatTime(localTime(occurrence.at, reminder.timezone, locale), texts.format);
    return `- ${at}　**${reminder.description ?? reminder.id}**`;
  });
  return [`### ${texts.title}`, texts.body, ...(items.length > 0 ? [texts.next, items.join('\n')] : [texts.none])].join(
    '\n\n',
  );
}

const TEXTS = {
  'zh-CN': {
    title: '🔔 钉铃已启动',
    body: '这条消息和其他消息一样，经过了保存、签名、发送、确认。现在用的是沙箱，没有发到钉钉。',
    next: '接下来：',
    none: '还没有提醒，去 schedules 文件夹里写一个吧。',
    format: 'M月d日 EEE HH:mm',
  },
  en: {
    title: '🔔 dingbell is running',
    body: 'This message was stored, signed, sent and confirmed, like every other. It went to the sandbox, not to DingTalk.',
    next: 'Coming next:',
    none: 'There is no reminder yet. Write one in the folder schedules.',
    format: 'EEE d MMM HH:mm',
  },
} as const;
