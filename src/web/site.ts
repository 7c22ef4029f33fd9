import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Daemon } from '../daemon/daemon.ts';
import type { Assets } from './assets.ts';
import type { ChangeFeed } from './change-feed.ts';
import { languageFor } from './language.ts';
import type { PageName } from './page/page-name.ts';
import type { View } from './page/view.ts';
import { themeFor } from './preferences.ts';
import { type Texts, textsIn } from './texts/catalogue.ts';
import type { WrongTokens } from './wrong-tokens.ts';

/** What every route works with. */
export interface Site {
  readonly daemon: Daemon;
  /** The address or name that is listened on. */
  readonly host: string;
  readonly wrongTokens: WrongTokens;
  readonly assets: Assets;
  readonly feed: ChangeFeed;
  /** Told of every error that a visitor gets no details of. */
  readonly onError: (error: unknown) => void;
}

export interface SiteEnv {
  Bindings: HttpBindings;
}

export function textsFor(context: Context<SiteEnv>, { daemon }: Site): Texts {
  return textsIn(languageFor(context, daemon.config.daemon.locale));
}

/** What a page is drawn from. Default: the first page. */
export async function viewFor(context: Context<SiteEnv>, site: Site, page: PageName = 'upcoming'): Promise<View> {
  const { daemon } = site;
  const now = daemon.now();
  const query = new URL(context.req.url).searchParams;
  for (const wish of ['lang', 'theme', 'on']) query.delete(wish);
  return {
    daemon,
    texts: textsFor(context, site),
    theme: themeFor(context),
    now,
    zone: daemon.config.daemon.timezone,
    overrides: await daemon.overrides.list({ endingAfter: now }),
    // Whoever has come so far has shown the token, if there is one.
    mayAct: daemon.config.daemon.http.token !== undefined,
    page,
    query,
  };
}
