import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** This machine, but to a browser what any address of a local network is: not a secure context, as loopback would be. */
export const LAN_ADDRESS = '0.0.0.0';

/** A headless Chromium out of an npm package: nothing has to be installed on the machine. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    env: { ...process.env, LD_LIBRARY_PATH: await inflateLibraries() },
  });
}

/** NSS and what else a bare machine lacks; the package unpacks them by itself on AWS only. */
async function inflateLibraries(): Promise<string> {
  const archive = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'));
  return `${await inflate(fileURLToPath(archive))}/lib`;
}
