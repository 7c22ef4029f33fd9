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
export class RobotOpener {
  readonly #options: RobotOpenerOptions;
  #host: SandboxHost | undefined;

  constructor(options: RobotOpenerOptions) {
    this.#options = options;
  }

  /** Once a configuration has used it. */
  get sandbox(): Sandbox | undefined {
    return this.#host?.sandbox;
  }

  async open(config: Config): Promise<Robots> {
    const { network, now, onSandbox } = this.#options;
    const usesSandbox = [...config.robots.values()].some(({ webhook }) => webhook.kind === 'sandbox');
    if (this.#host === undefined && usesSandbox) {
      this.#host = await startSandboxHost(now);
      this.#host.sandbox.subscribe(onSandbox);
    }
    return openRobots(config, { dispatcher: network, now, sandbox: this.#host });
  }

  async stop(): Promise<void> {
    await this.#host?.stop();
  }
}
