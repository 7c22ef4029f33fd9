import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type EpochMs, MINUTE } from '../../src/schedule/instant.ts';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { HOOK_TOKEN, testHook } from '../support/test-hook.ts';
import {
  createTestDaemon,
  dailyReminder,
  NOON_BEFORE,
  sandboxRobot,
  type TestDaemon,
  type TestDaemonOptions,
} from '../web/test-daemon.ts';

/** What the page of a test is protected by: whoever shows it has buttons. */
export const TOKEN = 'dummy-token';
export const LONG_WORD = 'https://example.com/'.padEnd(300, 'x');

export const text = (words: string) => ({ kind: 'text', text: words }) as const;

/** A browser before a daemon's page. Nothing that a browser complains about goes unnoticed. */
export class PageStage {
  readonly daemon: TestDaemon;
  readonly web: WebServer;
  /** What the daemon's clock says; a test may move it. */
  readonly clock: { now: EpochMs };
  readonly #browser: Browser;
  readonly #complaints: string[] = [];

  private constructor(browser: Browser, parts: Pick<PageStage, 'daemon' | 'web' | 'clock'>, complaints: string[]) {
    this.#browser = browser;
    this.daemon = parts.daemon;
    this.web = parts.web;
    this.clock = parts.clock;
    this.#complaints = complaints;
  }

  static async open(browser: Browser, options: TestDaemonOptions = {}): Promise<PageStage> {
    const clock = { now: NOON_BEFORE };
    const complaints: string[] = [];
    const daemon = createTestDaemon({ now: () => clock.now, ...options });
    const onError = (error: unknown) => complaints.push(String(error));
    const web = await startWebServer({ daemon, host: '127.0.0.1', port: 0, onError });
    return new PageStage(browser, { daemon, web, clock }, complaints);
  }

  /** A visitor of its own, signed in when the daemon has a token. */
  async visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visitor(options);
    await page.goto(new URL(path, this.web.address).href);
    return page;
  }

  async visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext(options);
    if (this.daemon.config.daemon.http.token !== undefined) {
      const login = new URL('/login', this.web.address).href;
      const origin = new URL(this.web.address).origin;
      await context.request.post(login, { form: { token: TOKEN }, headers: { origin }, maxRedirects: 0 });
    }
    const page = await context.newPage();
    this.#listenTo(page);
    return page;
  }

  /** Ends every visit, and fails if any browser complained. */
  async close(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
    await this.web.stop();
    await this.daemon.stop();
    expect(this.#complaints).toEqual([]);
  }

  #listenTo(page: Page): void {
    const complain = (what: string) => this.#complaints.push(`${page.url()}: ${what}`);
    page.on('console', (message) => complain(message.text()));
    page.on('pageerror', (error) => complain(String(error)));
    page.on('requestfailed', (request) => {
      // A stream that ends with its page has not failed, nor a part that nobody waits for any more.
      if (!/\/(?:events|fragment\/\w+|script\/\w+\.js)(?:\?|$)/.test(request.url()))
        complain(`failed: ${request.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.web.address)) complain(`elsewhere: ${request.url()}`);
    });
  }
}

/** The script listens, and has brought every part up to date once. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('#live:not(.is-off)').waitFor({ state: 'visible' });
  await page.waitForLoadState('load');
}

/** How much of the page lies beyond the right edge of the window, in CSS pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

export const BUSY_DAEMON: TestDaemonOptions = {
  http: { token: TOKEN },
  robots: [sandboxRobot('team'), sandboxRobot('a-robot-with-a-rather-long-name')],
  people: [{ id: 'lili', name: '李莉' }],
  hooks: [testHook('shop', { description: LONG_WORD }), testHook('board', { paused: true })],
  reminders: [
    dailyReminder('clock-in', '08:50', text('上班打卡啦')),
    dailyReminder('lunch', '11:50', text(`午饭时间到 🍚 ${LONG_WORD}`), { description: LONG_WORD }),
    dailyReminder('tea', '16:00', text('Tea'), { timezone: 'Europe/London' }),
  ],
  problems: [
    {
      file: 'schedules/life.yaml',
      line: 8,
      column: 5,
      severity: 'error',
      code: 'unknown-key',
      message: '不认识的键 "txet"',
      frame: `8 │ txet: ${LONG_WORD}\n  │ ^^^^`,
    },
  ],
  warnings: [
    {
      file: 'schedules/work.yaml',
      line: 3,
      column: 1,
      severity: 'warning',
      code: 'surely-not-meant',
      message: '多半不是这个意思',
      hint: '看一眼',
      frame: '3 │ at: "25:00"\n  │      ^^^^^',
    },
  ],
};

/** Something of everything that a page can show. */
export async function fill({ daemon }: PageStage): Promise<void> {
  await daemon.plan({ reminder: 'clock-in', lateMs: 3 * MINUTE, message: text('上班打卡啦') });
  await daemon.plan({ message: { ...text('@13800000000 轮到你了'), mentions: { mobiles: ['13800000000'] } } });
  await daemon.plan({
    message: { kind: 'markdown', title: '周报', text: `### 周报\n\n> 引用\n\n1. 一\n2. 二\n\n- ${LONG_WORD}` },
  });
  await daemon.plan({ message: { kind: 'link', title: '评审', text: '今天看完', url: 'https://example.com/' } });
  await daemon.plan({ message: card(['同意']) });
  await daemon.plan({ message: card(['同意', '拒绝'], 'horizontal') });
  await daemon.plan({ message: card(['爬山', '露营', '桌游'], 'vertical') });
  await daemon.deliver();
  const robot = 'a-robot-with-a-rather-long-name';
  await daemon.plan({ robot, reminder: 'lunch', message: text('没有送到的一条') });
  const cause = { code: 'vendor', meaning: 'token-unknown', errcode: 300_005, text: 'token is not exist' } as const;
  await daemon.deliver({ kind: 'rejected', scope: 'robot', cause, httpStatus: 200 });
  await daemon.plan({
    robot,
    reminder: 'tea',
    state: 'missed',
    cause: { code: 'too-late', lateMs: 17 * MINUTE, graceMs: 15 * MINUTE },
  });
  await receive(daemon, 'shop', `修复 ${LONG_WORD}`);
  await receive(daemon, 'board', '暂停着');
  await daemon.door.refuse(testHook('shop'), { kind: 'wrong-token' });
  await daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
  await daemon.overrides.set({ kind: 'pause', reminder: 'clock-in' });
  await daemon.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-25', until: '2026-11-26' });
}

/** What a hook's sender posts; gives the event's id. */
export async function receive(daemon: TestDaemon, hook: string, title: string): Promise<string> {
  const body = githubPush(title);
  const headers = { ...githubHeaders(body), authorization: `Bearer ${HOOK_TOKEN}` };
  const found = daemon.config.hooks.get(hook);
  if (!found) throw new Error(`no hook ${hook}`);
  const answer = await daemon.door.receive(found, { headers, body: Buffer.from(body) });
  return 'id' in answer ? answer.id : '';
}

function card(titles: readonly [string, ...string[]], layout?: 'horizontal' | 'vertical') {
  const [first, ...others] = titles.map((title) => ({ title, url: 'https://example.com/' }));
  if (!first) throw new Error('a card has a button');
  return {
    kind: 'actionCard',
    title: '卡片',
    text: '# 选一个',
    buttons: [first, ...others],
    ...(layout && { layout }),
  } as const;
}
