import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RobotConfig } from '../../src/config/config.ts';
import type { Reminder } from '../../src/config/config.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, rotation, withRotation } from '../../src/schedule/rotation.ts';
import type { Kept } from '../../src/schedule/override.ts';
import { dailyReminder, sandboxRobot } from '../web/test-daemon.ts';
import { launchBrowser } from './browser.ts';
import { PageStage, text, TOKEN, untilLive } from './page-stage.ts';
import { dingtalk } from '../support/dingtalk.ts';

/** A robot that would speak to real people, if anything were sent: here nothing is. */
const REAL: RobotConfig = {
  ...sandboxRobot('colleagues'),
  webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy'),
};

let browser: Browser;
let stage: PageStage;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stage = await PageStage.open(browser, {
    http: { token: TOKEN },
    robots: [sandboxRobot('team'), REAL],
    reminders: [
      dailyReminder('lunch', '11:50', text('午饭时间到')),
      dailyReminder('serious', '15:00', text('很多人会看到'), { robots: ['colleagues'] }),
      duty(),
    ],
    people: [
      { id: 'lili', name: '丽丽' },
      { id: 'xiaoming', name: '小明' },
    ],
  });
});

afterEach(() => stage.close());

/** Lili and Xiaoming by turns, on the 24th Lili. */
function duty(): Reminder {
  const rota = parseRotation({ people: ['lili', 'xiaoming'], every: '1 day', from: '2026-11-24' });
  if (rota.kind === 'fault' || !isByDate(rota)) throw new Error('not understood');
  const plain = dailyReminder('duty', '16:00', text('值班'));
  return { ...plain, timetable: withRotation(plain.timetable, rotation(rota)) };
}

/** Opens the menu of the first entry of a reminder. */
async function openMenu(page: Page, reminder: string): Promise<void> {
  await page.locator('.entry', { hasText: reminder }).locator('summary').first().click();
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name }).first().click();
}

function overrides(): Promise<readonly Kept[]> {
  return stage.daemon.overrides.list();
}

describe.each([
  ['with the script', true],
  ['without the script', false],
])('%s', (_, javaScriptEnabled) => {
  const visit = async (path: string): Promise<Page> => {
    const page = await stage.visit(path, { locale: 'en', javaScriptEnabled });
    if (javaScriptEnabled) await untilLive(page);
    return page;
  };
  const told = (page: Page, words: string): Promise<void> => page.locator('#told', { hasText: words }).waitFor();

  it('a reminder is sent now', async () => {
    const page = await visit('/');
    await openMenu(page, 'lunch');
    await press(page, 'Send now lunch');
    await told(page, 'lunch is on its way to team (sandbox).');
    const [sent] = await stage.daemon.history.list({});
    expect(sent?.delivery).toMatchObject({ robot: 'team', state: 'pending' });
    await page.locator('.section-latest .entry', { hasText: 'lunch' }).waitFor();
  });

  it('to real people only after a question', async () => {
    const page = await visit('/');
    await openMenu(page, 'serious');
    await press(page, 'Send now serious');
    await page.getByText('This message goes to a real DingTalk group at once: colleagues.').waitFor();
    expect(await stage.daemon.history.list({})).toEqual([]);
    if (javaScriptEnabled) await press(page, 'Cancel');
    else await page.getByRole('link', { name: 'Cancel' }).click();
    expect(await stage.daemon.history.list({})).toEqual([]);

    if (!javaScriptEnabled) await openMenu(page, 'serious');
    await press(page, 'Send now serious');
    await page.getByRole('heading', { name: 'Really send it?' }).waitFor();
    await page.getByRole('button', { name: 'Send now', exact: true }).click();
    await told(page, 'serious is on its way to colleagues.');
    expect(await stage.daemon.history.list({})).toHaveLength(1);
  });

  it('a date is skipped, and comes again', async () => {
    const page = await visit('/');
    await openMenu(page, 'lunch');
    await press(page, 'Skip 24 Nov');
    await told(page, 'lunch will not be sent on 2026-11-24.');
    expect(await overrides()).toEqual([{ kind: 'skip', reminder: 'lunch', date: '2026-11-24' }]);
    await page.locator('.entry.is-skipped', { hasText: '2026-11-24 is skipped by hand' }).waitFor();

    await page.locator('.by-hand').getByRole('button', { name: 'Do not skip 24 Nov' }).click();
    await told(page, 'lunch will be sent on 2026-11-24 as usual.');
    expect(await overrides()).toEqual([]);
    await page.locator('.entry.is-skipped').waitFor({ state: 'detached' });
  });

  it('somebody else takes the turn of a date, and gives it back', async () => {
    const page = await visit('/');
    const entry = page.locator('.entry', { hasText: 'duty' }).first();
    await entry.locator('.turn', { hasText: '丽丽' }).waitFor();
    await openMenu(page, 'duty');
    await entry.getByLabel('Who takes the turn of 24 Nov').selectOption({ label: '小明' });
    await entry.getByRole('button', { name: 'Swap duty' }).click();
    await told(page, 'duty: 2026-11-24 is the turn of 小明.');
    expect(await overrides()).toEqual([{ kind: 'swap', reminder: 'duty', date: '2026-11-24', people: ['xiaoming'] }]);
    await entry.locator('.turn', { hasText: '小明' }).waitFor();
    await page.locator('.by-hand', { hasText: '2026-11-24 is taken over by 小明' }).waitFor();

    await page.locator('.by-hand').getByRole('button', { name: 'Take back the swap of 24 Nov' }).click();
    await told(page, 'duty: the swap of 2026-11-24 was taken back.');
    expect(await overrides()).toEqual([]);
    await entry.locator('.turn', { hasText: '丽丽' }).waitFor();
  });

  it('a reminder is paused until a day, for ever, and resumed', async () => {
    const page = await visit('/reminders');
    const menu = page.locator('.reminder', { hasText: 'lunch' });
    await menu.locator('summary').click();
    await menu.getByLabel('Pause until this day').fill('2026-12-01');
    await menu.getByRole('button', { name: 'Pause lunch' }).click();
    await told(page, 'lunch is paused until 2026-12-01 00:00.');
    expect(await overrides()).toEqual([{ kind: 'pause', reminder: 'lunch', until: Date.UTC(2026, 10, 30, 16) }]);

    await menu.locator('.reason', { hasText: 'paused by hand until 2026-12-01' }).waitFor();
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Resume lunch' }).click();
    await told(page, 'lunch is active again.');
    await menu.locator('.reason').waitFor({ state: 'detached' });

    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Pause for ever lunch' }).click();
    await told(page, 'lunch is paused until somebody resumes it.');
    expect(await overrides()).toEqual([{ kind: 'pause', reminder: 'lunch' }]);
  });

  it('what failed is sent again', async () => {
    const id = await stage.daemon.plan({ reminder: 'lunch', message: text('没有送到') });
    await stage.daemon.deliver({ kind: 'rejected', scope: 'message', cause: { code: 'garbled' } });
    const page = await visit(`/history?delivery=${id}`);
    await page.locator('summary', { hasText: '没有送到' }).click();
    await press(page, 'Send again');
    await told(page, 'It is on its way to team (sandbox) once more.');
    expect((await stage.daemon.history.list({ state: 'pending' })).map(({ delivery }) => delivery.message)).toEqual([
      text('没有送到'),
    ]);
  });

  it('what cannot be done is explained', async () => {
    const page = await visit('/reminders');
    await stage.daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-24' });
    const menu = page.locator('.reminder', { hasText: 'lunch' });
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Skip 24 Nov' }).click();
    await told(page, '2026-11-24 is already skipped.');
  });
});

describe('with the script', () => {
  it('the page stays where it is, and the focus comes back', async () => {
    const page = await stage.visit('/', { locale: 'en', viewport: { width: 900, height: 500 } });
    await untilLive(page);
    await page.evaluate('window.isSameDocument = true');
    const summary = page.locator('.is-far .entry', { hasText: 'lunch' }).locator('summary').first();
    await summary.click();
    const skip = page.locator('.menu[open]').getByRole('button', { name: /^Skip/ });
    // The menu has come to where it is seen.
    await skip.hover();
    const before = await page.evaluate('scrollY');
    await skip.click();
    await page.locator('#told', { hasText: 'will not be sent' }).waitFor();
    expect(await page.evaluate('window.isSameDocument')).toBe(true);
    expect(await page.evaluate('scrollY')).toBe(before);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.locator('.told-close').click();
    expect(await page.locator('#told').isVisible()).toBe(false);
  });

  it('a menu closes at Escape and at a click elsewhere, and one at a time is open', async () => {
    const page = await stage.visit('/', { locale: 'en' });
    await untilLive(page);
    await openMenu(page, 'lunch');
    await page.keyboard.press('Escape');
    expect(await page.locator('.menu[open]').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toContain('Actions for lunch');
    await openMenu(page, 'lunch');
    await page.locator('.entry', { hasText: 'serious' }).locator('summary').first().press('Enter');
    expect(await page.locator('.menu[open]').count()).toBe(1);
    await page.locator('h1').click();
    expect(await page.locator('.menu[open]').count()).toBe(0);
  });

  it('everything is done with the keyboard alone', async () => {
    const page = await stage.visit('/reminders', { locale: 'en' });
    await untilLive(page);
    const focused = () => page.evaluate<string>(`document.activeElement.textContent.replace(/\\s+/g, ' ').trim()`);
    const tabTo = async (name: string) => {
      for (let stops = 0; stops < 60; stops++) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(name)) return;
      }
      throw new Error(`no way to ${name}`);
    };
    await tabTo('Actions for serious');
    await page.keyboard.press('Enter');
    await tabTo('Send now serious');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await tabTo('Send now');
    await page.keyboard.press('Enter');
    await page.locator('#told', { hasText: 'serious is on its way to colleagues.' }).waitFor();
    expect(await focused()).toContain('Actions for serious');

    await page.keyboard.press('Space');
    await tabTo('Skip 24 Nov');
    await page.keyboard.press('Space');
    await page.locator('#told', { hasText: 'serious will not be sent on 2026-11-24.' }).waitFor();
    await page.keyboard.press('Enter');
    await tabTo('Pause for ever serious');
    await page.keyboard.press('Enter');
    await page.locator('#told', { hasText: 'serious is paused until somebody resumes it.' }).waitFor();
    await page.locator('.reminder .reason').waitFor();
    await page.keyboard.press('Enter');
    await tabTo('Resume serious');
    await page.keyboard.press('Enter');
    await page.locator('#told', { hasText: 'serious is active again.' }).waitFor();
    const left = await stage.daemon.overrides.list({ endingAfter: stage.clock.now });
    expect(left).toEqual([{ kind: 'skip', reminder: 'serious', date: '2026-11-24' }]);
  });

  it('another visitor sees at once what was done', async () => {
    const other = await stage.visit('/', { locale: 'en' });
    await untilLive(other);
    const page = await stage.visit('/reminders', { locale: 'en' });
    await untilLive(page);
    const menu = page.locator('.reminder', { hasText: 'lunch' });
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Pause for ever lunch' }).click();
    await other.locator('.by-hand', { hasText: 'paused by hand' }).waitFor();
  });
});

describe('without a token in the configuration', () => {
  it('there are no buttons, and one line says how to get them', async () => {
    const open = await PageStage.open(browser, { reminders: [dailyReminder('lunch', '11:50', text('午饭'))] });
    const page = await open.visit('/', { locale: 'en' });
    await untilLive(page);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('.foot').innerText()).toContain('DINGBELL_TOKEN in .env');
    await page.context().close();
    await open.web.stop();
    await open.daemon.stop();
  });
});
