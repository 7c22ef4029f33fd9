import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/config/problem.ts';
import { DAY, toEpochMs } from '../../src/schedule/instant.ts';
import { PAGE_NAMES, PAGE_PATHS } from '../../src/web/page/page-name.ts';
import { dailyReminder, NOON_BEFORE, sandboxRobot } from '../web/test-daemon.ts';
import { launchBrowser } from './browser.ts';
import { testHook } from '../support/test-hook.ts';
import { BUSY_DAEMON, PageStage, receive, text, TOKEN, untilLive } from './page-stage.ts';

let browser: Browser;
let stage: PageStage;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

afterEach(() => stage.close());

describe('the month', () => {
  beforeEach(async () => {
    stage = await PageStage.open(browser, { reminders: [dailyReminder('lunch', '11:50', text('午饭'))] });
  });

  it('goes from day to day with the arrow keys, and from month to month', async () => {
    const page = await stage.visit('/month?lang=en');
    await untilLive(page);
    const focused = () => page.evaluate('document.activeElement.dataset.date');
    await page.locator('[aria-current="date"]').focus();
    for (const [key, date] of [
      ['ArrowRight', '2026-11-25'],
      ['ArrowDown', '2026-12-02'],
    ] as const) {
      await page.keyboard.press(key);
      // The last of the month has no day below it: the focus stays.
      expect(await focused()).toBe(date.startsWith('2026-12') ? '2026-11-25' : date);
    }
    for (const [key, date] of [
      ['ArrowUp', '2026-11-18'],
      ['ArrowLeft', '2026-11-17'],
      ['Home', '2026-11-16'],
      ['End', '2026-11-22'],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused()).toBe(date);
    }
    await page.keyboard.press('PageDown');
    await page.getByRole('heading', { name: 'December 2026' }).waitFor();
    await page.getByRole('link', { name: 'Previous month' }).click();
    await page.getByRole('heading', { name: 'November 2026' }).waitFor();
  });

  it('shows the reminders of the day that was chosen', async () => {
    const page = await stage.visit('/month?lang=en');
    await page.getByRole('link', { name: /Saturday, 28 November 2026, lunar 10-20, 1 reminder/ }).click();
    await page.locator('.day-panel', { hasText: '28 Nov' }).waitFor();
    expect(await page.locator('.day-panel .entry').innerText()).toContain('lunch');
  });

  it('marks holidays and the workdays that make up for them', async () => {
    const page = await stage.visit('/month?month=2026-10');
    const marks = await page.evaluate<string[]>(
      `[...document.querySelectorAll('td:has(.cell-mark)')].map((cell) => cell.className)`,
    );
    expect(marks.filter((looks) => looks.includes('is-off-day is-free'))).toHaveLength(7);
    expect(marks.filter((looks) => looks.includes('is-work-day'))).toHaveLength(1);
    await page.getByRole('link', { name: /2026年10月1日 星期四、农历八月廿一、国庆节/ }).waitFor();
    await page.getByRole('link', { name: /2026年10月10日 星期六、农历九月初一、国庆节调休上班/ }).waitFor();
  });
});

describe('what happened', () => {
  beforeEach(async () => {
    stage = await PageStage.open(browser, { robots: [sandboxRobot('team'), sandboxRobot('ops')] });
    const { daemon } = stage;
    for (let count = 0; count < 60; count++) {
      const dueAt = toEpochMs(NOON_BEFORE - Math.floor(count / 30) * DAY);
      await daemon.plan({ reminder: 'lunch', dueAt, message: text(`第 ${count} 条`), state: 'missed' });
    }
    await daemon.plan({ robot: 'ops', reminder: 'disk', message: text('磁盘满了') });
  });

  it('is found by state, name, robot, date and words', async () => {
    const page = await stage.visit('/history?lang=en');
    const found = () => page.locator('.section-history .preview').allInnerTexts();
    await page.getByLabel('State').selectOption('waiting');
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect.poll(found).toEqual(['磁盘满了']);
    await page.getByRole('link', { name: 'Clear' }).click();
    await page.getByLabel('Robot').selectOption('ops');
    await page.getByLabel('Reminder').fill('disk');
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect.poll(found).toEqual(['磁盘满了']);
    await page.getByRole('link', { name: 'Clear' }).click();
    await page.getByLabel('From').fill('2026-11-23');
    await page.getByLabel('To').fill('2026-11-23');
    await page.getByLabel('Text').fill('第 42');
    await page.keyboard.press('Enter');
    await expect.poll(found).toEqual(['第 42 条']);
    expect(await page.getByLabel('To').inputValue()).toBe('2026-11-23');
  });

  it('goes back page by page, through many of one instant, missing none', async () => {
    const page = await stage.visit('/history?lang=en');
    const first = await page.locator('.section-history .preview').allInnerTexts();
    await page.getByRole('link', { name: 'Older' }).click();
    await page.getByRole('link', { name: 'Back to the newest' }).waitFor();
    const second = await page.locator('.section-history .preview').allInnerTexts();
    expect([first.length, second.length]).toEqual([50, 11]);
    expect(new Set([...first, ...second]).size).toBe(61);
    expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0);
  });
});

describe('script in what people write', () => {
  const evil = `<script>window.pwned = 1</script><img src="x" onerror="window.pwned = 2">'"&`;
  const address = 'javascript:window.pwned=3';

  beforeEach(async () => {
    const problem: Problem = {
      file: evil,
      line: 1,
      column: 1,
      severity: 'error',
      code: evil,
      message: evil,
      hint: evil,
      frame: `> 1 | ${evil}\n    | ^^^^`,
    };
    const more = { description: evil, robots: [evil], tags: [evil], when: evil };
    stage = await PageStage.open(browser, {
      ...BUSY_DAEMON,
      robots: [{ ...sandboxRobot(evil), keywords: [evil], onFailure: evil }, sandboxRobot('team')],
      people: [{ id: 'lili', name: evil, mobile: '13800000000' }],
      hooks: [testHook('shop', { description: evil }), testHook(evil, { paused: true })],
      reminders: [dailyReminder(evil, '11:50', text(evil), more)],
      problems: [problem],
      warnings: [{ ...problem, severity: 'warning' }],
    });
    const { daemon } = stage;
    const buttons = [{ title: evil, url: address }] as const;
    for (const message of [
      { ...text(`${evil} @13800000000`), mentions: { mobiles: ['13800000000'] } },
      { kind: 'markdown', title: evil, text: `# ${evil}\n\n[${evil}](${address}) ![](${address})` },
      { kind: 'link', title: evil, text: evil, url: address },
      { kind: 'actionCard', title: evil, text: evil, buttons: [...buttons] },
      { kind: 'feedCard', links: [{ title: evil, url: address, picture: address }] },
    ] as const) {
      await daemon.plan({ robot: evil, reminder: evil, person: 'lili', message });
    }
    await daemon.deliver();
    await daemon.plan({ robot: evil, message: text(evil) });
    await daemon.deliver({
      kind: 'rejected',
      scope: 'robot',
      cause: { code: 'vendor', meaning: 'refused', errcode: 1, text: evil, advice: evil },
    });
    await receive(daemon, 'shop', evil);
    await daemon.overrides.set({ kind: 'skip', reminder: evil, date: '2026-11-24' });
    await daemon.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-26', until: '2026-11-27' });
  });

  it.each(PAGE_NAMES)('is shown as it is written on %s', async (name) => {
    const page = await stage.visit(`${PAGE_PATHS[name]}?lang=en`);
    await untilLive(page);
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
    expect(await page.locator('main').innerText()).toContain('<script>window.pwned = 1</script>');
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.locator('a[href^="javascript:"], main script, main img').count()).toBe(0);
  });

  it('is shown as it is written also in what a button answers', async () => {
    expect(BUSY_DAEMON.http?.token).toBe(TOKEN);
    const page = await stage.visit('/reminders?lang=en');
    await untilLive(page);
    await page.locator('.reminder summary').first().click();
    await page.getByRole('button', { name: /^Pause for ever/ }).click();
    await page.locator('#told', { hasText: '<script>window.pwned = 1</script>' }).waitFor();
    expect(await page.evaluate('window.pwned')).toBeUndefined();
  });
});

describe('what hooks receive', () => {
  it('appears while one looks, is filtered without the script, and is replayed by a button', async () => {
    stage = await PageStage.open(browser, { ...BUSY_DAEMON, hooks: [testHook('shop'), testHook('disk')] });
    const page = await stage.visit('/hooks?lang=en');
    await untilLive(page);
    expect(await page.locator('.section-received').innerText()).toContain('Nothing has come yet');
    await receive(stage.daemon, 'shop', 'round the total');
    await page.locator('.section-received .entry', { hasText: 'round the total' }).waitFor();
    expect(await page.locator('.hook', { hasText: 'shop' }).innerText()).toContain('waits to be told 1');

    await page.getByLabel('Hook').selectOption('disk');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('Nothing matches the filter.').waitFor();
    await page.goBack();

    const { inbox } = stage.daemon.store;
    const [event] = await inbox.list({});
    await inbox.tell({ events: [{ id: event?.id ?? '', state: 'told', deliveries: [] }], deliveries: [] });
    await page.goto(new URL(`/hooks?lang=en&event=${event?.id}`, stage.web.address).href);
    await untilLive(page);
    await page.getByRole('button', { name: /^Replay/ }).click();
    await page.locator('#told:not([hidden])', { hasText: 'Handled as if it had just arrived' }).waitFor();
    expect((await inbox.list({})).map(({ state }) => state)).toEqual(['waiting', 'told']);
  });
});
