import type { Dispatcher as Network } from 'undici';
import type { Config } from '../config/config.ts';
import type { Sandbox } from '../robot/sandbox/sandbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { openRobots, type Robots } from './robots.ts';
import { type SandboxHost, startSandboxHost } from './sandbox-host.ts';

export interface RobotOpenerOptions {
  /** Owned by the caller. */
  readonly network: Network;
  readonly now: () => EpochMs;
  /** Something happened in the sandbox. */
  readonly onSandbox: () => void;
}

/** Opens the robots of one configuration after another; all of them share one sandbox, which keeps its conversation. */
export interface RobotOpener {
  open(config: Config): Promise<Robots>;
  /** Once a configuration has used it. */
  readonly sandbox: Sandbox | undefined;
  stop(): Promise<void>;
}

export function createRobotOpener({ network, now, onSandbox }: RobotOpenerOptions): RobotOpener {
  let host: SandboxHost | undefined;
  return {
    async open(config) {
      if (host === undefined && usesSandbox(config)) {
        host = await startSandboxHost(now);
        host.sandbox.subscribe(onSandbox);
      }
      return openRobots(config, { dispatcher: network, now, sandbox: host });
    },
    get sandbox() {
      return host?.sandbox;
    },
    async stop() {
      await host?.stop();
    },
  };
}

function usesSandbox({ robots }: Config): boolean {
  return [...robots.values()].some(({ webhook }) => webhook.kind === 'sandbox');
}
