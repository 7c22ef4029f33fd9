import type { Dispatcher as Network } from 'undici';
import type { Config } from '../config/config.ts';
import type { Sandbox } from '../robot/sandbox/sandbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { addressesOf } from './lanes.ts';
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

  /** @param withSandbox `false`: what is for robots that are the sandbox waits. Default `true`. */
  async open(config: Config, withSandbox = true): Promise<Robots> {
    const { network, now, onSandbox } = this.#options;
    const usesSandbox = withSandbox && [...config.robots.values()].some(({ webhook }) => webhook.kind === 'sandbox');
    if (this.#host === undefined && usesSandbox) {
      this.#host = await startSandboxHost(now);
      this.#host.sandbox.subscribe(onSandbox);
    }
    if (withSandbox) return openRobots(config, { dispatcher: network, now, sandbox: this.#host });
    // They keep their lanes, in which nobody sends.
    return { ...openRobots(config, { dispatcher: network, now }), lanes: addressesOf(config).lanes };
  }

  async stop(): Promise<void> {
    await this.#host?.stop();
  }
}
