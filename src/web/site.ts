import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Daemon } from '../daemon/daemon.ts';
import type { Assets } from './assets.ts';
import type { ChangeFeed } from './change-feed.ts';
import { chooseLanguage } from './language.ts';
import type { View } from './page/view.ts';
import { textsIn } from './texts/catalogue.ts';
import type { Texts } from './texts/texts.ts';
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

export function textsFor(context: Context<SiteEnv>, site: Site): Texts {
  const language = chooseLanguage({
    asked: context.req.query('lang'),
    acceptLanguage: context.req.header('accept-language'),
    fallback: site.daemon.config.daemon.locale,
  });
  return textsIn(language);
}

export async function viewFor(context: Context<SiteEnv>, site: Site): Promise<View> {
  const { daemon } = site;
  const now = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: now });
  return { daemon, texts: textsFor(context, site), now, zone: daemon.config.daemon.timezone, overrides };
}
