import { type Context, Hono } from 'hono';
import { isForm, refuse } from './answers.ts';
import { confirmPage } from './page/confirm-page.ts';
import { type ActionResult, performAction, realRobotsOf } from './perform-action.ts';
import { type Site, type SiteEnv, viewFor } from './site.ts';
import type { Texts } from './texts/catalogue.ts';
import { keepTold } from './told-cookie.ts';
import { wayBack } from './way-back.ts';

/**
 * What the buttons of the page post to. A form without the script is answered with the page it came from, or with a
 * question where real people would be disturbed; the script, which asks for JSON, with what is to be said. Who may
 * write, and that our own page is asking, the guard has seen to.
 */
export function pageActions(site: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>().post('/do/:action', async (context) => {
    if (!isForm(context)) return refuse(context, site, 415, ({ refusals }) => refusals.formWanted);
    const form = new URLSearchParams(await context.req.text());
    const view = await viewFor(context, site);
    const { list, actions: words } = view.texts;
    const action = context.req.param('action');
    const robots = form.get('confirmed') === 'yes' ? [] : await realRobotsOf(action, form, site.daemon);
    if (robots.length === 0) return tell(context, form, await performAction(action, form, view));
    const question = { text: words.ask(list(robots)), submit: submitOf(action, words) };
    if (wantsJson(context)) return context.json({ kind: 'ask', ...question });
    return context.html(confirmPage(view, { ...question, action, form, assets: site.assets }));
  });
}

function submitOf(action: string, words: Texts['actions']): string {
  return action === 'resend' || action === 'replay' ? words[action] : words.fire;
}

function tell(context: Context<SiteEnv>, form: URLSearchParams, result: ActionResult): Response {
  if (wantsJson(context)) return context.json({ kind: 'told', ...result });
  keepTold(context, result.text);
  return context.redirect(wayBack(form.get('back')), 303);
}

function wantsJson(context: Context<SiteEnv>): boolean {
  return context.req.header('accept')?.startsWith('application/json') ?? false;
}
