import type { ClockReading } from '../delivery/clock.ts';
import type { History } from '../delivery/history.ts';
import type { Config } from '../config/config.ts';
import type { Daemon } from './daemon.ts';
import { namesByLane } from './lanes.ts';
import { why } from './log-dispatch-event.ts';
import { logHeldExamples, logWarnings } from './log-reload.ts';
import type { Logger } from './logger.ts';
import { isOnlySandbox } from './only-sandbox.ts';

/** What somebody who has just started it wants to know. */
export function logStart(logger: Logger, { config, address, problems }: Daemon): void {
  const { directory, reminders, robots } = config;
  logWarnings(logger, config);
  logHeldExamples(logger, config);
  logger.info({ reminders: reminders.length, robots: robots.size }, 'running');
  logger.info({ directory }, 'an edit in this folder takes effect by itself, within two seconds');
  if (problems.length === 0 && isOnlySandbox(config)) {
    logger.warn(
      'no group is connected: nothing reaches DingTalk, messages appear on the page only. Connect your group with: npx dingbell init',
    );
  }
  if (address !== undefined) logger.info({ page: address }, `the page: ${address}`);
}

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
