import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/delivery/clock.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Workspace } from '../support/workspace.ts';

/** Whoever shows it may push messages through the daemon. */
export const HTTP_TOKEN = 'dummy-token-of-the-page';

/** One post as the robots' server saw it, by the clock of the test. */
export interface Arrival {
  readonly token: string;
  readonly msgUuid: string;
  readonly from: Member;
  readonly began: number;
  /** When it was answered; `undefined` = its sender went away before. */
  ended?: number;
}

/** A process that sends. It posts to a port of its own, so that the server knows who it was. */
export class Member {
  readonly process: DaemonProcess;
  readonly args: readonly string[];
  /** When it was killed, if it was. */
  killedAt: number | undefined;
  /** When it was stopped, and went on. */
  readonly stops: { readonly from: number; until: number }[] = [];

  constructor(process: DaemonProcess, args: readonly string[]) {
    this.process = process;
    this.args = args;
  }

  async kill(): Promise<void> {
    if (this.process.child.exitCode === null) this.killedAt ??= Date.now();
    await this.process.stop('SIGKILL');
  }

  async suspend(ms: number): Promise<void> {
    const stop = { from: Date.now(), until: Infinity };
    this.stops.push(stop);
    this.process.child.kill('SIGSTOP');
    await sleep(ms);
    stop.until = Date.now();
    this.process.child.kill('SIGCONT');
  }

  /** Another process was stopped in the middle of a transaction: nobody could write down what had arrived. */
  get metLockedDatabase(): boolean {
    return this.process.output.includes('keeps the database locked');
  }

  /** Whether it was killed or stopped between these instants: what it did then, nobody may have written down. */
  wasStruck(from: number, until: number): boolean {
    return [this.killedAt ?? Infinity, ...this.stops.map((stop) => stop.from)].some((at) => from <= at && at <= until);
  }
}

export interface StageOptions {
  readonly random: Random;
  /** What stands in the YAML besides the daemon's part; `${ORIGIN}` is where the robots are. */
  readonly yaml: string;
  /** How long an answer takes at most, in ms. */
  readonly answersIn: number;
}

/** One data folder, the processes that send from it, and the robots they send to. */
export class MembersStage implements AsyncDisposable {
  readonly workspace = new Workspace();
  readonly arrivals: Arrival[] = [];
  readonly members: Member[] = [];
  readonly yaml: string;
  readonly #servers: Server[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.#options = options;
    this.yaml = `daemon: { timezone: Asia/Shanghai, holidays: off, http: { port: 0, token: ${HTTP_TOKEN} } }\n${options.yaml}`;
    this.workspace.write('schedules/all.yaml', this.yaml);
  }

  /** `run`, `send …` or `fire …`, as a process of its own. */
  async start(...args: readonly string[]): Promise<Member> {
    const server = createServer((request, response) => void this.#receive(member, request, response));
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const env = { ORIGIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const member = new Member(new DaemonProcess({ cwd: this.workspace.path, env, args }), args);
    this.members.push(member);
    return member;
  }

  /** Resolves with the first post that `matches`, past or future. */
  async arrival(matches: (arrival: Arrival) => boolean): Promise<Arrival> {
    for (;;) {
      const found = this.arrivals.find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map(({ process }) => process.stop('SIGKILL')));
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    this.workspace[Symbol.dispose]();
  }

  async #receive(from: Member, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://robots');
    const token = searchParams.get('access_token') ?? '';
    // Somebody else's program, which does not know yet that this port has another owner.
    if (pathname !== '/robot/send' || token === '') return void response.writeHead(404).end();
    const { msgUuid } = JSON.parse(await text(request)) as { readonly msgUuid: string };
    const arrival: Arrival = { token, msgUuid, from, began: Date.now() };
    this.arrivals.push(arrival);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    await sleep((this.#options.answersIn * (1 + this.#options.random())) / 2);
    if (response.destroyed) return;
    arrival.ended = Date.now();
    response.setHeader('content-type', 'application/json').end('{"errcode":0,"errmsg":"ok"}');
  }
}
