import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { startWebServer } from '../../src/web/server.ts';
import { IS_LONG } from '../support/breadth.ts';
import { LAN_ADDRESS, launchBrowser } from './browser.ts';
import { BUSY_DAEMON, LONG_WORD, overflow, PageStage, text, TOKEN, untilLive } from './page-stage.ts';

let browser: Browser;
let stage: PageStage;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stage = await PageStage.open(browser, { ...BUSY_DAEMON, http: {} });
  const { daemon } = stage;
  await daemon.plan({ reminder: 'clock-in', lateMs: 3 * MINUTE, message: text('上班打卡啦') });
  await daemon.plan({ message: { kind: 'markdown', title: '周报', text: `### 周报\n\n${LONG_WORD}` } });
  await daemon.deliver();
});

afterEach(() => stage.close());

describe.runIf(IS_LONG)('what is set by hand', () => {
  it.each(['light', 'dark'] as const)('is struck through and listed, in %s, and fits a phone', async (scheme) => {
    await stage.daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
    await stage.daemon.overrides.set({ kind: 'pause', reminder: 'clock-in' });
    await stage.daemon.overrides.set({ kind: 'vacation', person: LONG_WORD, from: '2026-11-25', until: '2026-11-26' });
    const page = await stage.visit('/?lang=en', { colorScheme: scheme, viewport: { width: 360, height: 740 } });
    await untilLive(page);
    const reasons = page.locator('.is-skipped .reason');
    expect(await reasons.allInnerTexts()).toContain('2026-11-25 is skipped by hand');
    for (const reason of await reasons.all()) expect(await reason.isVisible()).toBe(true);
    expect(await page.locator('.by-hand code', { hasText: 'npx dingbell resume clock-in' }).count()).toBe(1);
    expect(await overflow(page)).toBe(0);
  });
});

describe('live', () => {
  it('a message that arrives in the sandbox appears without a reload, and is announced', async () => {
    const page = await stage.visit('/?lang=en');
    await untilLive(page);
    await page.evaluate('window.isSameDocument = true');
    stage.clock.now = toEpochMs(stage.clock.now + MINUTE);
    await stage.daemon.plan({ origin: 'send', message: text('构建 #1234 通过') });
    await stage.daemon.deliver();
    await page.locator('.chat', { hasText: '构建 #1234 通过' }).waitFor();
    await page.locator('.section-latest', { hasText: '构建 #1234 通过' }).waitFor();
    await page.locator('#announcement', { hasText: '构建 #1234 通过: delivered' }).waitFor({ state: 'attached' });
    expect(await page.evaluate('window.isSameDocument')).toBe(true);
  });
});

describe.runIf(IS_LONG)('live, too', () => {
  it('in a crowd of messages the daemon is asked to draw for less than half of the time', async () => {
    const page = await stage.visit('/?lang=en');
    await untilLive(page);
    let open = 0;
    let busy = 0;
    let openedAt = 0;
    const answered: string[] = [];
    await page.route('**/fragment/**', async (route) => {
      if (open === 0) openedAt = performance.now();
      open += 1;
      // Longer than the pause between two news of a change.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
      open -= 1;
      answered.push(route.request().url());
      if (open === 0) busy += performance.now() - openedAt;
    });
    const startedAt = performance.now();
    while (answered.length < 18) {
      stage.daemon.changed();
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
    expect(busy / (performance.now() - startedAt)).toBeLessThan(0.5);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('what the reader has opened and focused stays so', async () => {
    const page = await stage.visit('/');
    await untilLive(page);
    const summary = page.locator('.section-latest details', { hasText: 'clock-in' }).locator('summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await stage.daemon.plan({ message: text('又来一条') });
    await stage.daemon.deliver();
    await page.locator('.section-latest', { hasText: '又来一条' }).waitFor();
    expect(await page.locator('.section-latest details[open]').count()).toBe(1);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('clock-in');
  });

  it('what was opened before the first answer came stays open', async () => {
    stage.daemon.configureHttp({ token: TOKEN });
    const page = await stage.visitor({ locale: 'en' });
    const answers: (() => void)[] = [];
    const held = new Promise<void>((resolve) => answers.push(resolve));
    await page.route('**/fragment/**', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(stage.web.address);
    await page.evaluate(`window.before = document.querySelector('.section-upcoming .entry')`);
    await page.locator('.menu summary').first().press('Enter');
    stage.clock.now = toEpochMs(stage.clock.now + 20 * MINUTE);
    for (const answer of answers) answer();
    await page.locator('.next-relative', { hasText: 'in 1 h 30 min' }).waitFor();
    expect(await page.locator('.menu[open]').count()).toBe(1);
    expect(await page.evaluate(`document.activeElement.closest('.entry') === window.before`)).toBe(true);
  });

  it('what is being typed stays, and a menu that is open', async () => {
    stage.daemon.configureHttp({ token: TOKEN });
    const page = await stage.visit('/reminders?lang=en');
    await untilLive(page);
    const lunch = page.locator('.reminder', { hasText: 'lunch' });
    await lunch.locator('summary').click();
    await lunch.getByLabel('Pause until this day').fill('2027-01-31');
    await page.getByRole('searchbox').fill('half a wor');
    await stage.daemon.overrides.set({ kind: 'pause', reminder: 'tea' });
    stage.daemon.changed();
    await page.locator('.reminder', { hasText: 'paused by hand' }).waitFor();
    expect(await lunch.getByLabel('Pause until this day').inputValue()).toBe('2027-01-31');
    expect(await page.getByRole('searchbox').inputValue()).toBe('half a wor');
    expect(await page.evaluate('document.activeElement.id')).toBe('reminder-q');
  });

  it('what is set by hand in another process shows as soon as the daemon notices', async () => {
    const page = await stage.visit('/?lang=en');
    await untilLive(page);
    await stage.daemon.overrides.set({ kind: 'pause', reminder: 'lunch' });
    expect(await page.locator('.by-hand').count()).toBe(0);
    stage.daemon.changed();
    await page.locator('.by-hand', { hasText: 'lunch paused by hand' }).waitFor();
  });

  it('the conversation shows its newest message', async () => {
    const page = await stage.visit('/');
    await untilLive(page);
    for (let count = 0; count < 12; count++) await stage.daemon.plan({ message: text(`第 ${count} 条`) });
    for (let count = 0; count < 12; count++) await stage.daemon.deliver();
    await page.locator('.chat', { hasText: '第 11 条' }).waitFor();
    await page.waitForFunction(
      'document.querySelector(".chat").scrollHeight - document.querySelector(".chat").scrollTop - document.querySelector(".chat").clientHeight < 2',
    );
  });
});

describe.runIf(IS_LONG)('people', () => {
  it('change the language', async () => {
    const page = await stage.visit('/?lang=zh-CN');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.waitForURL(stage.web.address);
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it.each(['light', 'dark'] as const)('choose the looks, %s, for every page', async (theme) => {
    const colorScheme = theme === 'light' ? 'dark' : 'light';
    const page = await stage.visit('/?lang=en', { colorScheme });
    await page.getByRole('link', { name: theme, exact: false }).first().click();
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Month', exact: true }).click();
    await page.locator('.month').waitFor();
    // Drawn so by the server: there is no moment in which it looks otherwise.
    expect(await (await page.request.get(page.url())).text()).toContain(`data-theme="${theme}"`);
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe(theme);
    await page.getByRole('link', { name: 'As the system' }).click();
    await page.locator('html[data-theme="auto"]').waitFor();
  });

  it('get everywhere with the keyboard', async () => {
    const page = await stage.visit('/');
    await untilLive(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('read all of it without the script', async () => {
    const page = await stage.visit('/', { javaScriptEnabled: false });
    expect(await page.locator('.section-upcoming .entry').count()).toBeGreaterThan(5);
    expect(await page.locator('.chat .ding-post').count()).toBe(2);
    expect(await page.locator('#live').isVisible()).toBe(false);
  });

  it.each(['127.0.0.1', LAN_ADDRESS])('sign in with the token and out again, over http://%s', async (address) => {
    stage.daemon.configureHttp({ token: TOKEN });
    const errors: unknown[] = [];
    const options = { host: '0.0.0.0', port: 0 };
    const guarded = await startWebServer({ daemon: stage.daemon, onError: (error) => errors.push(error), ...options });
    try {
      const context = await browser.newContext({ locale: 'en' });
      const page = await context.newPage();
      await page.goto(new URL('/month?month=2026-10', guarded.address.replace('localhost', address)).href);
      await page.getByLabel('Token').fill('wrong');
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Enter' }).click();
      await untilLive(page);
      await page.getByRole('heading', { name: 'October 2026' }).waitFor();
      expect(await page.content()).not.toContain(TOKEN);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Token').waitFor();
      await context.close();
      expect(errors).toEqual([]);
    } finally {
      await guarded.stop();
    }
  });
});

describe.runIf(IS_LONG)('time', () => {
  it('passes on the page as on the clock', async () => {
    const page = await stage.visit('/?lang=en');
    await page.locator('.next-relative', { hasText: 'in 1 h 50 min' }).waitFor();
    await untilLive(page);
    stage.clock.now = toEpochMs(stage.clock.now + 20 * MINUTE);
    stage.daemon.changed();
    await page.locator('.next-relative', { hasText: 'in 1 h 30 min' }).waitFor();
  });
});
