import { type Context, Hono } from 'hono';
import { parseActionRequest } from './action-request.ts';
import { isForm, refuse } from './answers.ts';
import { confirmPage } from './page/confirm-page.ts';
import { performAction, type ActionResult } from './perform-action.ts';
import { realRobotsOf } from './real-robots.ts';
import { type Site, type SiteEnv, viewFor } from './site.ts';
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
    const words = view.texts.actions;
    const kind = context.req.param('action');
    const request = parseActionRequest(kind, form, site.daemon);
    if (!request) return tell(context, form, { ok: false, text: words.badRequest });
    const robots = form.get('confirmed') === 'yes' ? [] : await realRobotsOf(request, site.daemon);
    if (robots.length > 0) {
      const question = {
        text: words.ask(view.texts.list(robots)),
        submit: words[request.kind === 'fire' ? 'fire' : 'resend'],
      };
      if (wantsJson(context)) return context.json({ kind: 'ask', ...question });
      return context.html(confirmPage(view, { ...question, action: kind, form, assets: site.assets }));
    }
    const told = await performAction(request, view);
    return tell(context, form, told);
  });
}

function tell(context: Context<SiteEnv>, form: URLSearchParams, told: ActionResult): Response {
  if (wantsJson(context)) return context.json({ kind: 'told', ...told });
  keepTold(context, told.text);
  return context.redirect(wayBack(form.get('back')), 303);
}

function wantsJson(context: Context<SiteEnv>): boolean {
  return context.req.header('accept')?.startsWith('application/json') ?? false;
}
