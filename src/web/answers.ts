import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { isHookPath } from './access.ts';
import { unknownHook } from './hook-answers.ts';
import { UnknownName } from '../daemon/unknown-name.ts';
import { StoreError } from '../store/store-error.ts';
import { refusalPage } from './page/refusal-page.ts';
import { themeFor } from './preferences.ts';
import { type Site, type SiteEnv, textsFor } from './site.ts';
import { type Texts, textsIn } from './texts/catalogue.ts';

type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** One sentence in the form the visitor reads: a page for a browser, JSON (always English) for the API, else text. */
export function refuse(
  context: Context<SiteEnv>,
  site: Site,
  status: RefusalStatus,
  say: (texts: Texts) => string,
): Response | Promise<Response> {
  if (isForPrograms(context.req.path)) return context.json({ error: say(textsIn('en')) }, status);
  const texts = textsFor(context, site);
  if (wantsPage(context)) {
    const options = { assets: site.assets, theme: themeFor(context), sentence: say(texts), isKnown: status !== 403 };
    return context.html(refusalPage(texts, options), status);
  }
  return context.text(`${say(texts)}\n`, status);
}

function isForPrograms(path: string): boolean {
  return path.startsWith('/api/') || isHookPath(path);
}

/** A browser that goes to an address, no script and no program. */
export function wantsPage(context: Context): boolean {
  return context.req.header('accept')?.includes('text/html') ?? false;
}

/** What the forms of our pages are posted as. */
export function isForm(context: Context): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(context.req.header('content-type') ?? '');
}

export function wrongMethod(site: Site) {
  return (context: Context, methods: readonly string[]): Response | Promise<Response> => {
    const allowed = methods.join(', ');
    context.header('Allow', allowed);
    return refuse(context, site, 405, ({ refusals }) => refusals.method(allowed));
  };
}

export function notFound(site: Site): NotFoundHandler<SiteEnv> {
  return (context) =>
    isHookPath(context.req.path)
      ? unknownHook(context)
      : refuse(context, site, 404, ({ refusals }) => refusals.notFound);
}

/** How long to wait before a store that refuses is asked again, in seconds. */
const STORE_PAUSE = '5';

export function failed(site: Site): ErrorHandler<SiteEnv> {
  return (error, context) => {
    if (error instanceof HTTPException)
      return refuse(context, site, error.status as RefusalStatus, () => error.message);
    // A reload took away what was there when the request came in.
    if (error instanceof UnknownName) return refuse(context, site, 404, () => `${error.message}.`);
    // Whoever left in the middle of a request hears nothing, and is nothing to write into the log.
    if (context.env.incoming.errored === null) site.onError(error);
    if (!(error instanceof StoreError)) return refuse(context, site, 500, ({ refusals }) => refusals.internal);
    context.header('Retry-After', STORE_PAUSE);
    return refuse(context, site, 503, ({ refusals }) => refusals.storeRefuses);
  };
}
