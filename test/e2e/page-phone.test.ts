import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PAGE_NAMES, PAGE_PATHS } from '../../src/web/page/page-name.ts';
import { dailyReminder, groupRobot, sandboxRobot } from '../web/test-daemon.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { overflow, PageStage, text, TOKEN, untilLive } from './page-stage.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_280, height: 800 };

const RARE = [
  dailyReminder('birthday', '23:00', text('生日快乐 🎂'), { rhythm: { kind: 'birthdays', times: ['23:00'] } }),
  dailyReminder('yoga', '22:00', text('瑜伽'), { on: ['wed'] }),
];
const FORTY = Array.from({ length: 40 }, (_, index) =>
  dailyReminder(`r${index}`, `${String(6 + (index % 16)).padStart(2, '0')}:${10 + index}`, text(`第 ${index} 件事`)),
);

let browser: Browser;
let stage: PageStage;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  const robots = [sandboxRobot('team'), groupRobot('family')];
  stage = await PageStage.open(browser, { http: { token: TOKEN }, robots, reminders: [...RARE, ...FORTY] });
});

afterEach(() => stage.close());

async function visit(path: string, options: BrowserContextOptions): Promise<Page> {
  const page = await stage.visit(path, options);
  await untilLive(page);
  return page;
}

/** Once it has come to rest. */
async function expectWhollySeen(shown: Locator, { width, height }: typeof PHONE): Promise<void> {
  await expect
    .poll(async () => {
      const box = await shown.boundingBox();
      return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    })
    .toBe(true);
}

describe.each(breadth({ quick: [PHONE], long: [PHONE, DESKTOP] }))(
  'the menu of a reminder at the lower edge of $width x $height',
  (viewport) => {
    it('opens where it is seen, and does what it says', async () => {
      const page = await visit('/reminders', { locale: 'en', viewport });
      const boxes = await Promise.all(
        (await page.locator('.menu summary').all()).map(async (menu, index) => ({
          index,
          box: await menu.boundingBox(),
        })),
      );
      const lowest = boxes.findLast(({ box }) => box !== null && box.y + box.height <= viewport.height)?.index ?? 0;
      const menu = page.locator('.menu').nth(lowest);
      await menu.locator('summary').click();
      await expectWhollySeen(menu.locator('.menu-body'), viewport);
      expect(await overflow(page)).toBe(0);
      expect(await findings(page)).toEqual([]);
      await menu.getByRole('button', { name: /^Pause for ever/ }).click();
      await page.locator('.reminder', { hasText: 'paused by hand' }).waitFor();
      expect(await menu.getAttribute('open')).toBeNull();
    });
  },
);

const MONTHS = [
  { viewport: PHONE, locale: 'zh-CN', colorScheme: 'light' },
  { viewport: DESKTOP, locale: 'en', colorScheme: 'dark' },
] as const;

describe.each(breadth({ quick: MONTHS.slice(0, 1), long: [...MONTHS] }))(
  'the month of forty reminders, $viewport.width pixels wide, in $locale',
  ({ viewport, ...looks }) => {
    it('shows what is rare first, and what comes every day in one line', async () => {
      const page = await visit('/month?day=2026-11-25', { viewport, ...looks });
      const isEnglish = looks.locale === 'en';
      const daily = isEnglish ? '40 every day' : '每天的 40 个';
      const cell = page.locator('#day-2026-11-25');
      if (viewport === DESKTOP) {
        expect(await cell.locator('.cell-entry').allInnerTexts()).toEqual(['23:00 birthday', '22:00 yoga']);
        expect(await cell.locator('.cell-more').innerText()).toBe(daily);
        expect(await page.locator('#day-2026-11-22 .cell-lunar').innerText()).toMatch(/Minor Snow$/);
      } else {
        expect(await cell.locator('.cell-count.is-rare').innerText()).toBe('42');
        expect(await page.locator('#day-2026-11-22 .cell-lunar').innerText()).toMatch(/小雪$/);
      }
      const panel = page.locator('.day-panel');
      expect(await panel.locator('.entry:visible .meta code').allInnerTexts()).toEqual(['birthday', 'yoga']);
      await panel.getByText(daily).click();
      expect(await panel.locator('.entry:visible').count()).toBe(42);
      expect(await overflow(page)).toBe(0);
      expect(await findings(page)).toEqual([]);
    });
  },
);

describe.runIf(IS_LONG).each(['zh-CN', 'en'] as const)('a stopped robot, in %s', (locale) => {
  it('is told on every page, while one looks and until it is mended', async () => {
    const page = await visit('/', { locale, viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    // While all is well, it takes no room.
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.section-alarms')).display`)).toBe('none');
    await stage.daemon.plan({ robot: 'family', message: text('没有送到') });
    const cause = { code: 'vendor', meaning: 'token-unknown', errcode: 300_005, text: 'token is not exist' } as const;
    await stage.daemon.deliver({ kind: 'rejected', scope: 'robot', cause, httpStatus: 200 });
    for (const name of PAGE_NAMES) {
      if (name !== 'upcoming') await page.goto(new URL(PAGE_PATHS[name], stage.web.address).href);
      await page.locator('[role="alert"]', { hasText: /family: .*300005/s }).waitFor();
      expect(await page.locator('.pages a', { hasText: locale === 'en' ? 'Robots' : '机器人' }).innerText()).toMatch(
        /1$/,
      );
      expect(await overflow(page)).toBe(0);
      expect(await findings(page)).toEqual([]);
    }
    // Name and switches stand in one line, in which neither is broken.
    for (const each of ['.brand h1', '.languages a:not([aria-current])'])
      expect((await page.locator(each).boundingBox())?.height).toBeLessThan(36);
    // Its token is put right.
    const lanes = [...stage.daemon.addresses.lanes.values()];
    await stage.daemon.store.outbox.settle(
      lanes.map((lane) => ({ lane, perMinute: 20, fingerprint: 'another' })),
      [],
    );
    stage.daemon.changed();
    await page.locator('[role="alert"]').waitFor({ state: 'detached' });
  });
});

describe('a message for later, from a phone', () => {
  const waiting = (page: Page) => page.locator('.section-waiting .reminder');

  it('is written, listed, changed and taken back, and goes out at its time', async () => {
    const page = await visit('/', { locale: 'en', viewport: PHONE });
    const send = page.locator('.send');
    const compose = async (words: string, at: string) => {
      await send.getByText('Send a message').click();
      await send.getByLabel('Robot').selectOption('family');
      await send.getByLabel('Text', { exact: true }).fill(words);
      await send.getByLabel('When (empty: now)').fill(at);
      await send.getByRole('button', { name: 'Send', exact: true }).click();
    };
    await compose('三点接孩子', '2026-11-24T15:00');
    await waiting(page).filter({ hasText: '24 Nov 15:00' }).waitFor();
    expect(await page.locator('#told').innerText()).toContain('family will get the message on 24 Nov 15:00.');
    // What was typed is gone, for the next one.
    await compose('牛奶', '2026-11-24T18:00');
    await waiting(page).nth(1).waitFor();
    expect(await waiting(page).allInnerTexts()).toEqual([
      expect.stringContaining('三点接孩子'),
      expect.stringContaining('牛奶'),
    ]);

    const first = waiting(page).first();
    await first.locator('summary').click();
    await expectWhollySeen(first.locator('.menu-body'), PHONE);
    expect(await overflow(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
    await first.getByLabel('Text', { exact: true }).fill('四点接孩子');
    await first.getByLabel('When').fill('2026-11-24T16:00');
    await first.getByRole('button', { name: 'Save' }).click();
    await waiting(page).filter({ hasText: '24 Nov 16:00' }).waitFor();

    const second = waiting(page).nth(1);
    await second.locator('summary').click();
    await second.getByRole('button', { name: /^Take back/ }).click();
    await second.waitFor({ state: 'detached' });

    stage.clock.now = Date.UTC(2026, 10, 24, 8, 0) as typeof stage.clock.now;
    await stage.daemon.deliver();
    await page.locator('.chat', { hasText: '四点接孩子' }).waitFor();
    await waiting(page).waitFor({ state: 'detached' });
    expect(await page.locator('.chat').innerText()).not.toMatch(/牛奶|三点/);
  });

  it('without the script as well', async () => {
    const page = await stage.visit('/', { locale: 'zh-CN', viewport: PHONE, javaScriptEnabled: false });
    await page.getByText('发一条消息').click();
    await page.getByLabel('内容').fill('开会');
    await page.getByLabel('什么时候').fill('2026-11-24T15:00');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.locator('#told', { hasText: '11月24日 15:00 发送：team（沙箱）。' }).waitFor();
    expect(await waiting(page).innerText()).toContain('开会');
  });
});
