import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT, type Workspace } from './workspace.ts';

const run = promisify(execFile);

interface App {
  readonly pid: number;
  readonly pm2_env: { readonly status: string; readonly restart_time: number; readonly exit_code?: number };
}

/** The real pm2, with a home of its own: it sees no other pm2 of this machine, and nobody sees it. */
export class Pm2 implements AsyncDisposable {
  readonly home: string;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.home = workspace.at('pm2-home');
  }

  async call(...args: string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [join(ROOT, 'node_modules/pm2/bin/pm2'), ...args], {
      cwd: this.#workspace.path,
      env: { PATH: process.env['PATH'] ?? '', HOME: this.#workspace.path, PM2_HOME: this.home, TZ: 'UTC' },
      maxBuffer: 1 << 26,
    });
    return stdout;
  }

  async app(): Promise<App> {
    const [app] = JSON.parse(await this.call('jlist')) as App[];
    if (!app) throw new Error('pm2 lists no app');
    return app;
  }

  /** pm2 gives no signal for this: it is asked until the app is in that status. */
  async appBecomes(status: string): Promise<App> {
    for (;;) {
      const app = await this.app();
      if (app.pm2_env.status === status) return app;
      await sleep(100);
    }
  }

  /** How many processes it has started so far. */
  starts(): number {
    return readFileSync(join(this.home, 'pm2.log'), 'utf8').split('starting in -fork mode-').length - 1;
  }

  /** The pid of pm2's own daemon. */
  get pid(): number {
    return Number(readFileSync(join(this.home, 'pm2.pid'), 'utf8'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.call('kill');
  }
}
