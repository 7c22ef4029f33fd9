import { html } from 'hono/html';
import { laneAlarms } from './lane-health.ts';
import { PAGE_NAMES, PAGE_PATHS, type PageName } from './page-name.ts';
import type { Html, View } from './view.ts';

/** The way to every page, with what wants a look on it; the sandbox's only while there is one. */
export async function navigation(view: View): Promise<Html> {
  const names = PAGE_NAMES.filter((name) => name !== 'conversation' || view.daemon.sandbox !== undefined);
  const robots = await laneAlarms(view);
  const [first] = robots;
  const badges = new Map<PageName, Html>([
    ['problems', badge(view.daemon.problems.length, 'is-bad')],
    ['robots', badge(robots.length, first?.look ?? '')],
  ]);
  return html`<nav class="pages" aria-label="${view.texts.pages}">
    ${names.map((name) => pageLink(name, badges.get(name) ?? '', view))}
  </nav>`;
}

function pageLink(name: PageName, mark: Html | '', { page, texts }: View): Html {
  return html`<a href="${PAGE_PATHS[name]}" ${name === page ? html`aria-current="page"` : ''}
    >${texts.nav[name]}${mark}</a
  >`;
}

function badge(count: number, look: string): Html {
  return count > 0 ? html` <span class="count ${look}">${count}</span>` : html``;
}
