import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { type WebServer, startWebServer } from '../../src/web/server.ts';
import { LAN_ADDRESS, launchBrowser } from './browser.ts';
import { createTestDaemon, dailyReminder, NOON_BEFORE, sandboxRobot, type TestDaemon } from '../web/test-daemon.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const LONG_WORD = 'https://example.com/'.padEnd(300, 'x');

let browser: Browser;
let daemon: TestDaemon;
let now: EpochMs;
let web: WebServer;
/** What a browser complains about: errors of scripts, refused resources, violations of the policy. */
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  complaints = [];
  now = NOON_BEFORE;
  daemon = createTestDaemon({
    now: () => now,
    robots: [sandboxRobot('team'), sandboxRobot('a-robot-with-a-rather-long-name')],
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
  });
  await daemon.plan({ reminder: 'clock-in', lateMs: 3 * MINUTE, message: text('上班打卡啦') });
  await daemon.plan({ message: { kind: 'markdown', title: '周报', text: `### 周报\n\n${LONG_WORD}` } });
  await daemon.plan({
    message: {
      kind: 'actionCard',
      title: '审批',
      text: '# 请假',
      buttons: [{ title: '同意', url: 'https://example.com' }],
    },
  });
  await daemon.deliver();
  await daemon.deliver();
  web = await startWebServer({
    daemon,
    host: '127.0.0.1',
    port: 0,
    onError: (error) => complaints.push(String(error)),
  });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await web.stop();
  await daemon.stop();
  expect(complaints).toEqual([]);
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    // A stream that ends with its page has not failed.
    if (!request.url().endsWith('/events')) complaints.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(web.address)) complaints.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(new URL(path, web.address).href);
  return page;
}

/** The script listens, and has swapped every part in once. */
async function untilLive(page: Page): Promise<void> {
  await page.locator('#live:not(.is-off)').waitFor({ state: 'visible' });
  await page.waitForLoadState('load');
}

describe('the page opens', () => {
  const sizes = {
    phone: { width: 360, height: 740 },
    tablet: { width: 768, height: 1_024 },
    desktop: { width: 1_280, height: 800 },
  };
  const cases = (['zh-CN', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      (['phone', 'tablet', 'desktop'] as const).map((size) => ({ language, scheme, size })),
    ),
  );

  it.each(cases)('in $language, $scheme, on a $size', async ({ language, scheme, size }) => {
    const page = await open('/', { locale: language, colorScheme: scheme, viewport: sizes[size] });
    await untilLive(page);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.locator('h2').allInnerTexts()).toContain(language === 'en' ? 'Coming up' : '即将到来');
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(brightness(paper) > 128).toBe(scheme === 'light');
  });
});

/** Of `rgb(251, 251, 249)`, 0-255. */
function brightness(color: string): number {
  const channels = color.match(/\d+/g)?.map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) / channels.length;
}

describe('what is set by hand', () => {
  it.each(['light', 'dark'] as const)('is struck through and listed, in %s, and fits a phone', async (scheme) => {
    await daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
    await daemon.overrides.set({ kind: 'pause', reminder: 'clock-in' });
    await daemon.overrides.set({ kind: 'vacation', person: LONG_WORD, from: '2026-11-25', until: '2026-11-26' });
    const page = await open('/?lang=en', { colorScheme: scheme, viewport: { width: 360, height: 740 } });
    await untilLive(page);
    const reasons = page.locator('.is-skipped .reason');
    expect(await reasons.allInnerTexts()).toContain('2026-11-25 is skipped by hand');
    for (const reason of await reasons.all()) expect(await reason.isVisible()).toBe(true);
    expect(await page.locator('.by-hand code', { hasText: 'npx dingbell resume clock-in' }).count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  });
});

describe('live', () => {
  it('a message that arrives in the sandbox appears without a reload, and is announced', async () => {
    const page = await open('/?lang=en');
    await untilLive(page);
    await page.evaluate('window.isSameDocument = true');
    now = toEpochMs(now + MINUTE);
    await daemon.plan({ origin: 'send', message: text('构建 #1234 通过') });
    await daemon.deliver();
    await page.locator('.chat', { hasText: '构建 #1234 通过' }).waitFor();
    await page.locator('.section-history', { hasText: '构建 #1234 通过' }).waitFor();
    await page.locator('#announcement', { hasText: '构建 #1234 通过: delivered' }).waitFor({ state: 'attached' });
    expect(await page.evaluate('window.isSameDocument')).toBe(true);
  });

  it('what the reader has opened and focused stays so', async () => {
    const page = await open('/');
    await untilLive(page);
    const summary = page.locator('.section-history details', { hasText: 'clock-in' }).locator('summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await daemon.plan({ message: text('又来一条') });
    await daemon.deliver();
    await page.locator('.section-history', { hasText: '又来一条' }).waitFor();
    expect(await page.locator('.section-history details[open]').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('clock-in');
  });

  it('the conversation shows its newest message', async () => {
    const page = await open('/');
    await untilLive(page);
    for (let count = 0; count < 12; count++) await daemon.plan({ message: text(`第 ${count} 条`) });
    for (let count = 0; count < 12; count++) await daemon.deliver();
    await page.locator('.chat', { hasText: '第 11 条' }).waitFor();
    await page.waitForFunction(
      'document.querySelector(".chat").scrollHeight - document.querySelector(".chat").scrollTop - document.querySelector(".chat").clientHeight < 2',
    );
  });
});

describe('people', () => {
  it('change the language', async () => {
    const page = await open('/?lang=zh-CN');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    expect(page.url()).toBe(`${web.address}?lang=en`);
  });

  it('get everywhere with the keyboard', async () => {
    const page = await open('/');
    await untilLive(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('read all of it without the script', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    expect(await page.locator('.section-upcoming .entry').count()).toBeGreaterThan(5);
    expect(await page.locator('.chat .ding-post').count()).toBe(3);
    expect(await page.locator('#live').isVisible()).toBe(false);
  });

  it.each(['127.0.0.1', LAN_ADDRESS])('sign in with the token and out again, over http://%s', async (address) => {
    daemon.configureHttp({ token: 'dummy-token' });
    const options = { host: '0.0.0.0', port: 0 };
    const guarded = await startWebServer({ daemon, onError: (error) => complaints.push(String(error)), ...options });
    try {
      const context = await browser.newContext({ locale: 'en' });
      const page = await context.newPage();
      await page.goto(guarded.address.replace('localhost', address));
      await page.getByLabel('Token').fill('wrong');
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Token').fill('dummy-token');
      await page.getByRole('button', { name: 'Enter' }).click();
      await untilLive(page);
      expect(await page.content()).not.toContain('dummy-token');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      await context.close();
    } finally {
      await guarded.stop();
    }
  });
});

describe('time', () => {
  it('passes on the page as on the clock', async () => {
    const page = await open('/?lang=en');
    await page.locator('.next-relative', { hasText: 'in 1 h 50 min' }).waitFor();
    await untilLive(page);
    now = toEpochMs(now + 20 * MINUTE);
    daemon.changed();
    await page.locator('.next-relative', { hasText: 'in 1 h 30 min' }).waitFor();
  });
});
