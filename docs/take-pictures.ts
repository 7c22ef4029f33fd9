/*
 * Makes docs/images/page.png from a real run of the shipped schedules: npm run pictures
 * Chinese needs fonts on the machine that takes them (Debian: fonts-noto-cjk, fonts-noto-color-emoji).
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { launchBrowser } from '../test/e2e/browser.ts';
import { DaemonProcess } from '../test/support/daemon-process.ts';
import { ROOT, Workspace } from '../test/support/workspace.ts';

const IMAGES = join(ROOT, 'docs/images');
/** Fired by hand, so that the conversation has something to show at any time of the day. */
const FIRED = ['birthdays', 'clock-in', 'stand-up', 'workout'];

using workspace = new Workspace();
cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
const daemon = new DaemonProcess({ cwd: workspace.path });
const browser = await launchBrowser();
try {
  const { page: address } = await daemon.line(({ page }) => typeof page === 'string');
  for (const reminder of FIRED) {
    execFileSync(process.execPath, [join(ROOT, 'src/main.ts'), 'fire', reminder, '--wait'], { cwd: workspace.path });
  }
  mkdirSync(IMAGES, { recursive: true });
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await page.goto(`${String(address)}?lang=zh-CN`);
  await page.screenshot({ path: join(IMAGES, 'page.png') });
} finally {
  await browser.close();
  await daemon.stop();
}
