import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RobotConfig } from '../../src/config/config.ts';
import { createRobot } from '../../src/index.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { PAGE_NAMES, PAGE_PATHS } from '../../src/web/page/page-name.ts';
import { createSandboxPage } from '../../src/web/sandbox-page.ts';
import { dailyReminder, sandboxRobot } from '../web/test-daemon.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { BUSY_DAEMON, fill, LONG_WORD, overflow, PageStage, receive, text, untilLive } from './page-stage.ts';
import { dingtalk } from '../support/dingtalk.ts';

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1_280, height: 800 } };
const EVERY_VISITOR = (['zh-CN', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['phone', 'desktop'] as const).map((size) => ({ locale, colorScheme, size })),
  ),
);
const VISITORS = breadth({
  quick: [{ locale: 'zh-CN', colorScheme: 'dark', size: 'phone' } as const],
  long: EVERY_VISITOR,
});

/** A robot that would speak to real people, if anything were sent: here nothing is. */
const REAL: RobotConfig = {
  ...sandboxRobot('colleagues'),
  webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy'),
};

let browser: Browser;
let stage: PageStage;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = await PageStage.open(browser, {
    ...BUSY_DAEMON,
    robots: [...(BUSY_DAEMON.robots ?? []), REAL],
    reminders: [
      ...(BUSY_DAEMON.reminders ?? []),
      dailyReminder('to-people', '15:00', text('很多人会看到'), { robots: ['colleagues'] }),
    ],
  });
  await fill(stage);
});

afterAll(async () => {
  await stage.close();
  await browser.close();
});

describe.each(VISITORS)('in $locale, $colorScheme, on a $size', ({ locale, colorScheme, size }) => {
  let page: Page;

  beforeAll(async () => {
    page = await stage.visitor({ locale, colorScheme, viewport: SIZES[size] });
    return () => page.context().close();
  });

  it.each(PAGE_NAMES)('%s is within reach of everybody, and fits', async (name) => {
    await page.goto(new URL(PAGE_PATHS[name], stage.web.address).href);
    await untilLive(page);
    // What is behind disclosures is looked at too, of the menus one.
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(brightness(await paperOf(page)) > 128).toBe(colorScheme === 'light');
    expect(await overflow(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});

it.each(VISITORS)('the login in $locale, $colorScheme, on a $size', async ({ locale, colorScheme, size }) => {
  const context = await browser.newContext({ locale, colorScheme, viewport: SIZES[size] });
  const page = await context.newPage();
  await page.goto(new URL('/history?state=failed', stage.web.address).href);
  expect(await page.locator('html').getAttribute('lang')).toBe(locale);
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);
  await context.close();
});

it.each(VISITORS)("a lone sandbox's page in $locale, $colorScheme, on a $size", async (visitor) => {
  const team = { name: 'sandbox', token: 'dummy-token-of-the-looks' };
  const sandbox = new Sandbox({ robots: [team] });
  const { listener, close } = createSandboxPage({ sandbox, language: 'en', zone: 'Asia/Shanghai' });
  const server = await startSandboxServer({ sandbox, now: Date.now, page: listener });
  const robot = createRobot({ webhook: server.webhook(team) });
  const { locale, colorScheme, size } = visitor;
  const context = await browser.newContext({ locale, colorScheme, viewport: SIZES[size] });
  const page = await context.newPage();
  await page.goto(server.origin);
  await untilLive(page);
  for (const words of ['提醒', LONG_WORD, '']) await robot.send(text(words), { msgUuid: words });
  await page.locator('.request-refused').waitFor();
  expect(await page.locator('.ding-post').count()).toBe(2);
  expect(await page.locator('html').getAttribute('lang')).toBe(locale);
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);
  await context.close();
  close();
  await server.stop();
});

describe.runIf(IS_LONG).each(['light', 'dark'] as const)('within reach of everybody, in %s, is', (colorScheme) => {
  const options = { locale: 'en', colorScheme, viewport: SIZES.phone } as const;
  /** A robot that would speak to real people. */
  const asked = (page: Page) => page.locator('.reminder', { hasText: 'to-people' });

  it('the question before real people are disturbed, and what came of a button', async () => {
    const page = await stage.visit('/reminders', options);
    await untilLive(page);
    await asked(page).locator('summary').click();
    await page.getByRole('button', { name: 'Send now to-people' }).click();
    await page.locator('dialog[open]').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: /^(?:Pause for ever|Resume) to-people/ }).click();
    await page.locator('#told:not([hidden])').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  it('one event of a hook, and what was received of it', async () => {
    const event = await receive(stage.daemon, 'shop', '购物车');
    const page = await stage.visit(`/hooks?event=${event}`, options);
    await untilLive(page);
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  it('the same question on a page of its own', async () => {
    const page = await stage.visitor(options);
    // As without the script, but what is seen can still be judged.
    await page.route('**/page.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.goto(new URL('/reminders', stage.web.address).href);
    await asked(page).locator('summary').click();
    await page.getByRole('button', { name: 'Send now to-people' }).click();
    await page.getByRole('heading', { name: 'Really send it?' }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  it('what says that there is no such page', async () => {
    const page = await stage.visitor(options);
    const answer = await page.request.get(new URL('/nothing', stage.web.address).href, {
      headers: { accept: 'text/html', 'accept-language': 'en' },
    });
    expect(answer.status()).toBe(404);
    await page.route('**/nothing', (route) => route.fulfill({ status: 200, response: answer }));
    await page.goto(new URL('/nothing', stage.web.address).href);
    await page.getByText('There is no such page.').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.waitForURL(stage.web.address);
    await page.context().close();
  });
});

describe.runIf(IS_LONG)('what a reader counts on', () => {
  const visit = (path: string, width: number): Promise<Page> =>
    stage.visit(path, { locale: 'zh-CN', viewport: { width, height: 800 } });

  it('numbered lists of messages have numbers', async () => {
    const page = await visit('/conversation', 1_280);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.chat ol ol')).listStyleType`)).toBe(
      'decimal',
    );
    await page.context().close();
  });

  it('the conversation opens at its newest message', async () => {
    const page = await visit('/conversation', 1_280);
    await untilLive(page);
    const newest = page.locator('.chat .ding-post').last();
    await newest.waitFor();
    const { y = 0, height = 0 } = (await newest.boundingBox()) ?? {};
    expect(y + height).toBeLessThanOrEqual(800);
    await page.context().close();
  });

  it.each([360, 700, 1_024, 1_280])(
    'no field of the filter reaches into its neighbour, %i pixels wide',
    async (width) => {
      const page = await visit('/history?state=failed', width);
      const boxes = await Promise.all(
        (await page.locator('.filter input, .filter select, .filter .button, .filter .quiet-button').all()).map(
          (each) => each.boundingBox(),
        ),
      );
      const shown = boxes.filter((box) => box !== null);
      const clashes = shown.flatMap((a, index) =>
        shown
          .slice(index + 1)
          .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
      );
      expect(shown).toHaveLength(8);
      expect(clashes).toEqual([]);
      await page.context().close();
    },
  );

  it('name, switches and ways stand in a line each on a phone', async () => {
    const page = await visit('/', 375);
    await untilLive(page);
    const lines = async (selector: string) => {
      const boxes = await Promise.all((await page.locator(selector).all()).map((each) => each.boundingBox()));
      return new Set(boxes.flatMap((box) => (box ? [Math.round(box.y + box.height / 2)] : []))).size;
    };
    expect(await lines('.brand, .masthead-end')).toBe(1);
    expect(await lines('.pages a')).toBe(1);
    await page.context().close();
  });
});

function paperOf(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor');
}

/** Of `rgb(251, 251, 249)`, 0-255. */
function brightness(color: string): number {
  const channels = color.match(/\d+/g)?.map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) / channels.length;
}
