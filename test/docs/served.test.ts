import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/web/app.ts';
import { loadAssets } from '../../src/web/assets.ts';
import { isPagePath } from '../../src/web/page/page-name.ts';
import type { Site } from '../../src/web/site.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Workspace } from '../support/workspace.ts';
import { readPage } from './pages.ts';

/** Routes of which the page itself is made. */
const OF_THE_PAGE = /^\/(?:login|logout|events|fragment\/.*|do\/.*|script\/.*|[a-z-]+\.(?:css|js|svg))$/;

function isOfThePage(path: string): boolean {
  return OF_THE_PAGE.test(path) || isPagePath(path);
}

describe.each(['docs/api.md', 'docs/api.zh-CN.md'])('%s', (path) => {
  const page = readPage(path);

  it('has a heading for every route, and for no other', () => {
    const told = page.headings.flatMap(({ text }) => /^`((?:GET|POST) \S+)`$/.exec(text)?.[1] ?? []);
    expect(told.toSorted()).toEqual([...routes()].toSorted());
  });

  it('has every metric that a daemon serves, and no other', async () => {
    const told = page.tables.find(({ label }) => label === 'metrics')?.rows.map(([name = '']) => name.slice(1, -1));
    expect(told?.toSorted()).toEqual([...(await served)].toSorted());
  });
});

describe.each(['docs/recipes.md', 'docs/recipes.zh-CN.md'])('the alert rules of %s', (path) => {
  it('look at metrics that there are', async () => {
    const used = readPage(path).text.match(/dingbell_[a-z_]+/g) ?? [];
    const known = await served;
    expect(used.filter((name) => !known.has(name))).toEqual([]);
    expect(used.length).toBeGreaterThan(4);
  });
});

let daemon: DaemonProcess;
const folder = new Workspace();
let tell: (names: ReadonlySet<string>) => void = () => {};
const served = new Promise<ReadonlySet<string>>((resolve) => {
  tell = resolve;
});

beforeAll(async () => {
  folder.write(
    'schedules/all.yaml',
    `daemon: { http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭 } }
`,
  );
  daemon = new DaemonProcess({ cwd: folder.path });
  const { page } = await daemon.line((line) => typeof line['page'] === 'string');
  const text = await (await fetch(new URL('/metrics', String(page)))).text();
  tell(new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)));
});

afterAll(async () => {
  await daemon.stop();
  folder[Symbol.dispose]();
});

/** As the app declares them; its handlers are not called. */
function routes(): ReadonlySet<string> {
  const unused = new Proxy({}, { get: (): unknown => unused }) as unknown as Site;
  const declared = createApp({ ...unused, assets: loadAssets() }).routes.filter(
    ({ method }) => method === 'GET' || method === 'POST',
  );
  return new Set(declared.filter(({ path }) => !isOfThePage(path)).map(({ method, path }) => `${method} ${path}`));
}
