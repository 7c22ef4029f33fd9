/*
 * Makes the pictures of the page in docs/images from a real run of the shipped schedules: npm run pictures
 * Chinese needs fonts on the machine that takes them (Debian: fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji).
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/e2e/browser.ts';
import { DaemonProcess } from '../test/support/daemon-process.ts';
import { ROOT, Workspace } from '../test/support/workspace.ts';

const IMAGES = join(ROOT, 'docs/images');
/** Fired by hand, so that the conversation has something to show at any time of the day. */
const FIRED = ['birthdays', 'clock-in', 'stand-up', 'workout'];
/** For this run alone: whoever shows it has the buttons of the page. */
const TOKEN = 'only-for-pictures';

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly locale: 'zh-CN' | 'en';
  readonly colorScheme: 'light' | 'dark';
  /** In CSS pixels. */
  readonly viewport: { readonly width: number; readonly height: number };
}

const DESKTOP = { width: 1_240, height: 820 };
const TALL = { width: 1_240, height: 940 };
/** Sharp on most screens, and none of the pictures is larger than 300 kB. */
const SCALE = 1.25;
const PHONE = { width: 390, height: 780 };

/** A month with 春节 in it, so that there is something to see of days off and lunar dates. */
const NEXT_YEAR = new Date().getFullYear() + 1;
const FEBRUARY = `/month?month=${NEXT_YEAR}-02&day=${NEXT_YEAR}-02-10`;

/** The README shows the first four, in the colours that its reader prefers. */
const PICTURES: readonly Picture[] = [
  { name: 'page', path: '/', locale: 'zh-CN', colorScheme: 'light', viewport: DESKTOP },
  { name: 'page.dark', path: '/', locale: 'zh-CN', colorScheme: 'dark', viewport: DESKTOP },
  { name: 'page.en', path: '/', locale: 'en', colorScheme: 'light', viewport: DESKTOP },
  { name: 'page.en.dark', path: '/', locale: 'en', colorScheme: 'dark', viewport: DESKTOP },
  { name: 'month', path: FEBRUARY, locale: 'zh-CN', colorScheme: 'light', viewport: TALL },
  { name: 'month.en', path: FEBRUARY, locale: 'en', colorScheme: 'light', viewport: TALL },
  { name: 'phone', path: '/', locale: 'zh-CN', colorScheme: 'light', viewport: PHONE },
  { name: 'phone.month', path: FEBRUARY, locale: 'zh-CN', colorScheme: 'dark', viewport: PHONE },
];

using workspace = new Workspace();
cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
const settings = workspace.at('schedules/robots.yaml');
writeFileSync(settings, readFileSync(settings, 'utf8').replace('Asia/Shanghai', zoneInTheMorning()));
const daemon = new DaemonProcess({ cwd: workspace.path, env: { DINGBELL_TOKEN: TOKEN } });
const browser = await launchBrowser();
try {
  const { page } = await daemon.line((line) => typeof line['page'] === 'string');
  const address = String(page);
  for (const reminder of FIRED) {
    execFileSync(process.execPath, [join(ROOT, 'src/main.ts'), 'fire', reminder, '--wait'], { cwd: workspace.path });
  }
  mkdirSync(IMAGES, { recursive: true });
  for (const picture of PICTURES) await take(picture, browser, address);
} finally {
  await browser.close();
  await daemon.stop();
}

/** Where it is between nine and ten now: a day's reminders lie ahead, whenever the pictures are taken. */
function zoneInTheMorning(): string {
  const offset = ((9 - new Date().getUTCHours() + 35) % 24) - 11;
  if (offset === 0) return 'Etc/UTC';
  // Their signs are those of POSIX: west is positive.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

async function take({ name, path, ...options }: Picture, from: Browser, address: string): Promise<void> {
  const context = await from.newContext({ ...options, timezoneId: 'Asia/Shanghai', deviceScaleFactor: SCALE });
  const { origin } = new URL(address);
  await context.request.post(`${origin}/login`, { form: { token: TOKEN }, headers: { origin }, maxRedirects: 0 });
  const page = await context.newPage();
  await page.goto(new URL(path, address).href);
  await page.locator('#live:not(.is-off)').waitFor({ state: 'visible' });
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  await context.close();
}
