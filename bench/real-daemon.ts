import type { Config, HookConfig, Reminder, RobotConfig } from '../src/config/config.ts';
import type { Daemon } from '../src/daemon/daemon.ts';
import { createLogger } from '../src/daemon/logger.ts';
import { startDaemon } from '../src/daemon/start-daemon.ts';
import { systemClock } from '../src/daemon/system-clock.ts';
import type { Clock } from '../src/delivery/clock.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { openStoreInThread } from '../src/store/open-in-thread.ts';
import { startWebServer } from '../src/web/server.ts';
import { config, robotConfig } from '../test/daemon/config.ts';
import { Workspace } from '../test/support/workspace.ts';
import { SECRET, webhookOf } from './sandbox-process.ts';
import { dingtalk } from '../test/support/dingtalk.ts';

export interface RealDaemon extends AsyncDisposable {
  readonly daemon: Daemon;
  readonly dataDirectory: string;
  /** These instead of those it has. */
  remind(reminders: readonly Reminder[]): Promise<void>;
}

export interface RealDaemonOptions {
  /** Default: that of this machine. */
  readonly clock?: Clock;
  /** With the page and the API. Default false. */
  readonly page?: boolean;
  /** Default: none. */
  readonly hooks?: readonly HookConfig[];
  /** Puts into its data folder what it shall find there. Default: nothing. */
  readonly seed?: (dataDirectory: string) => Promise<void>;
}

/** The daemon as `run` starts it: durable store, real network. Its log goes nowhere. */
export async function startRealDaemon(
  reminders: readonly Reminder[],
  robots?: readonly RobotConfig[],
  { clock = systemClock, page = false, hooks = [], seed }: RealDaemonOptions = {},
): Promise<RealDaemon> {
  const workspace = new Workspace();
  await seed?.(workspace.path);
  const network = openNetwork({ env: {} });
  let current: Config = {
    ...config(reminders, robots, workspace.path),
    hooks: new Map(hooks.map((hook) => [hook.name, hook])),
  };
  const daemon = await startDaemon({
    directory: current.directory,
    loadConfig: () => Promise.resolve(current),
    clock,
    random: Math.random,
    network,
    openStore: openStoreInThread,
    createLogger: (scrub) => createLogger({ scrub, destination: { write: () => {} } }),
    ...(page && { serve: (daemon) => startWebServer({ daemon, host: '127.0.0.1', port: 0, onError: () => {} }) }),
    version: 'bench',
  });
  if (daemon === undefined) throw new Error('it waits for another daemon');
  return {
    daemon,
    dataDirectory: workspace.path,
    async remind(reminders) {
      current = { ...current, reminders };
      await daemon.reload();
    },
    async [Symbol.asyncDispose]() {
      await daemon.stop();
      await network.destroy();
      workspace[Symbol.dispose]();
    },
  };
}

/** Signed robots of the sandbox at `origin`, their limit lifted. */
export function robotsAt(origin: string, count: number): readonly RobotConfig[] {
  return Array.from({ length: count }, (_, index) =>
    robotConfig(`robot-${index}`, {
      webhook: dingtalk(webhookOf(origin, index)),
      secret: SECRET,
      limit: { perMinute: 1_000_000, perMonth: 1_000_000_000 },
    }),
  );
}
