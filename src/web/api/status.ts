import { Hono } from 'hono';
import manifest from '../../../package.json' with { type: 'json' };
import type { Daemon } from '../../daemon/daemon.ts';
import { namesByLane, sandboxLane } from '../../daemon/lanes.ts';
import { heldEvents } from '../../daemon/held-events.ts';
import { waitingMessages } from '../../daemon/waiting-messages.ts';
import { byHand } from '../../schedule/override.ts';
import type { SiteEnv } from '../site.ts';
import { type Standing, standingJson } from './json.ts';

/** `GET /status`: what runs, what waits and what is wrong, as `dingbell status --json` tells it. */
export function statusRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().get('/status', async (context) =>
    context.json(standingJson(await standingOf(daemon), daemon.config)),
  );
}

async function standingOf(daemon: Daemon): Promise<Standing> {
  const { config, history, lastReload, startedAt, address } = daemon;
  const now = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: now });
  const [next] = await daemon.upcoming({ from: now, count: 1, overrides, skipped: 'left-out' });
  const robots = namesByLane(config);
  const errors = daemon.problems.filter(({ severity }) => severity === 'error');
  return {
    daemon: {
      pid: process.pid,
      version: manifest.version,
      startedAt,
      ...(address !== undefined && { httpAddress: address }),
      configDirectory: config.directory,
      lastReload,
      problems: errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
      clock: daemon.clockTrouble(),
    },
    counts: await history.count(),
    deliveredInSandbox: await history.deliveredIn((await history.robots()).map(sandboxLane)),
    later: await waitingMessages(history, now),
    held: await heldEvents(daemon.inbox),
    lanes: (await history.laneStates(daemon.read())).map((state) => ({ state, robots: robots.get(state.lane) ?? [] })),
    overrides: byHand(overrides),
    next,
  };
}
