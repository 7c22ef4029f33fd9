import type { Outbox } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Daemon } from './daemon.ts';
import { logWarnings } from './log-reload.ts';
import type { Logger } from './logger.ts';
import { robotsByLane } from './robots-by-lane.ts';

/** What somebody who has just started it wants to know. */
export function logStart(logger: Logger, { config, address }: Daemon): void {
  const { directory, reminders, robots } = config;
  logWarnings(logger, config);
  logger.info({ reminders: reminders.length, robots: robots.size }, 'running');
  logger.info({ directory }, 'an edit in this folder takes effect by itself, within two seconds');
  if ([...robots.values()].every(({ webhook }) => webhook.kind === 'sandbox')) {
    logger.info('no robot has a webhook yet: messages go to the sandbox, and appear on the page');
  }
  if (address !== undefined) logger.info({ page: address }, `the page: ${address}`);
}

/** A robot that was stopped before the restart still is, unless its configuration has changed meanwhile. */
export async function logStoppedRobots(
  logger: Logger,
  outbox: Pick<Outbox, 'laneStates'>,
  lanes: ReadonlyMap<string, string>,
  now: EpochMs,
): Promise<void> {
  const robotsOf = robotsByLane(lanes);
  for (const { lane, paused } of await outbox.laneStates(now)) {
    const robots = robotsOf.get(lane);
    if (paused && robots !== undefined) {
      logger.error({ robots, reason: paused.reason }, 'the robot is paused until its configuration changes');
    }
  }
}
