import { Hono } from 'hono';
import manifest from '../../../package.json' with { type: 'json' };
import type { Daemon } from '../../daemon/daemon.ts';
import { causeFields } from '../../delivery/cause-fields.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { isoTime } from '../page/time.ts';
import type { SiteEnv } from '../site.ts';
import { clockJson, overrideJson } from './json.ts';

/** `GET /status`: what runs, what waits and what is wrong. */
export function statusRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().get('/status', async (context) => context.json(await statusOf(daemon)));
}

async function statusOf(daemon: Daemon) {
  const { config, history, lastReload, startedAt } = daemon;
  const now = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: now });
  const [next] = await daemon.upcoming({ from: now, count: 1, overrides, skipped: 'left-out' });
  const zone = config.daemon.timezone;
  const time = (instant: EpochMs | undefined) => instant && isoTime(instant, zone);
  const lanes = await history.laneStates(daemon.read());
  return {
    running: true,
    pid: process.pid,
    version: manifest.version,
    startedAt: time(startedAt),
    httpAddress: daemon.address,
    configDirectory: config.directory,
    lastReload: { ...lastReload, at: time(lastReload.at) },
    clock: clockJson(daemon.clockTrouble(), zone),
    problems: daemon.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
    counts: await history.count(),
    lanes: lanes.map(({ lane, pending, sending, oldestPendingDueAt, cooling, paused }) => ({
      robots: [...daemon.lanes].filter(([, each]) => each === lane).map(([robot]) => robot),
      pending,
      sending,
      oldestPendingDueAt: time(oldestPendingDueAt),
      coolingUntil: time(cooling?.until),
      paused: paused && { since: time(paused.since), ...causeFields(paused.cause) },
    })),
    overrides: overrides.map((override) => overrideJson(override, config)),
    next: next && { at: isoTime(next.occurrence.at, next.reminder.timezone), reminder: next.reminder.id },
  };
}
