import type { ClockReading } from '../delivery/clock.ts';
import type { History } from '../delivery/history.ts';
import type { Config } from '../config/config.ts';
import type { Locale } from '../config/texts/catalogue.ts';
import type { Daemon } from './daemon.ts';
import { namesByLane } from './lanes.ts';
import { why } from './log-dispatch-event.ts';
import { logWarnings } from './log-reload.ts';
import type { Logger } from './logger.ts';

/** What somebody who has just started it wants to know, in their language, as warnings are. */
export function logStart(logger: Logger, { config, address }: Daemon, language: Locale): void {
  const { directory, reminders, robots } = config;
  const texts = TEXTS[language];
  logWarnings(logger, config);
  logger.info({ reminders: reminders.length, robots: robots.size }, 'running');
  logger.info({ directory }, texts.edits);
  if ([...robots.values()].every(({ webhook }) => webhook.kind === 'sandbox')) logger.info(texts.sandbox);
  if (address !== undefined) logger.info({ page: address }, texts.page(address));
}

const TEXTS = {
  en: {
    edits: 'an edit in this folder takes effect by itself, within two seconds',
    sandbox: 'no robot has a webhook yet: messages go to the sandbox, and appear on the page',
    page: (address: string) => `the page: ${address}`,
  },
  'zh-CN': {
    edits: '改这个文件夹里的文件，两秒之内自动生效',
    sandbox: '机器人的 webhook 还没有填：消息发到沙箱，显示在页面上',
    page: (address: string) => `页面：${address}`,
  },
} as const satisfies Record<Locale, object>;

/** A robot that was stopped before the restart still is, unless its configuration has changed meanwhile. */
export async function logStoppedRobots(
  logger: Logger,
  history: Pick<History, 'laneStates'>,
  config: Config,
  at: ClockReading,
): Promise<void> {
  const robotsOf = namesByLane(config);
  for (const { lane, paused } of await history.laneStates(at)) {
    const robots = robotsOf.get(lane);
    if (paused && robots !== undefined) {
      logger.error({ robots, ...why(paused.cause) }, 'the robot is paused until its configuration changes');
    }
  }
}
