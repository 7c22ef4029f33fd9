import type { RequestListener } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import type { Language } from '../message/language.ts';
import type { Arrival, Sandbox } from '../robot/sandbox/sandbox.ts';
import { loadAssets } from './assets.ts';
import { ChangeFeed } from './change-feed.ts';
import { chat, type ConversationView, minuteTag } from './conversation/conversation.ts';
import { languageFor } from './language.ts';
import { listenerOf } from './listener.ts';
import { htmlDocument } from './page/document.ts';
import { liveSign } from './page/live-sign.ts';
import { masthead } from './page/masthead.ts';
import type { Html } from './page/view.ts';
import { keepPreferences, themeFor } from './preferences.ts';
import { securityHeaders } from './security-headers.ts';
import { serveAssets, streamChanges } from './streams.ts';
import { textsIn } from './texts/catalogue.ts';

export interface SandboxPageOptions {
  readonly sandbox: Sandbox;
  /** For browsers that ask for none of ours. */
  readonly language: Language;
  /** IANA: of the times shown. */
  readonly zone: string;
}

export interface SandboxPage {
  readonly listener: RequestListener;
  /** Ends every stream. */
  readonly close: () => void;
}

/** The page of a sandbox that stands alone: the conversation as the daemon's page draws it, and the latest requests. */
export function createSandboxPage(options: SandboxPageOptions): SandboxPage {
  const { sandbox } = options;
  const assets = loadAssets();
  const feed = new ChangeFeed((listener) => sandbox.subscribe(listener));
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(securityHeaders);
  app.route('/', serveAssets(assets));
  app.get('/events', (context) => streamChanges(context, feed) ?? context.body(null, 503));
  app.get('/fragment/group', (context) => context.html(group(sandbox, viewFor(context, options))));
  app.get('/', (context) => {
    keepPreferences(context);
    const view = viewFor(context, options);
    const { texts } = view;
    const theme = themeFor(context);
    const body = html`${masthead({ texts, theme, hrefWith: addressWith, extra: liveSign(texts) })}
      <main id="main" class="page-conversation page-alone">
        <h2 class="page-title">${texts.alone.heading}</h2>
        <section class="section" data-fragment="/fragment/group?lang=${texts.language}">${group(sandbox, view)}</section>
        <p class="chat-note">${texts.alone.note}</p>
      </main>
      <p class="visually-hidden" role="status" id="announcement"></p>`;
    return context.html(htmlDocument({ texts, theme, assets, title: texts.alone.heading, withScript: true, body }));
  });
  return { listener: listenerOf(app), close: () => feed.close() };
}

const LOGGED = 12;

function addressWith(wish: Readonly<Record<string, string>>): string {
  return `/?${new URLSearchParams(wish).toString()}`;
}

function viewFor(context: Context, { language, zone }: SandboxPageOptions): ConversationView {
  return { texts: textsIn(languageFor(context, language)), zone, names: new Map() };
}

function group(sandbox: Sandbox, view: ConversationView): Html {
  const latest = sandbox.arrivals().slice(-LOGGED).toReversed();
  return html`<div class="chats">${chat(sandbox.conversation(), view)}</div>
    ${latest.length === 0 ? '' : requests(latest, view)}`;
}

function requests(arrivals: readonly Arrival[], { texts: { alone }, zone }: ConversationView): Html {
  return html`<h3>${alone.requests}</h3>
    <ul class="requests">${arrivals.map(
      (arrival) => html`<li class="request-${arrival.kind}">
        ${minuteTag(arrival.at, zone)} <b>${arrival.robot ?? alone.nobody}</b>
        <span>${alone.arrivals[arrival.kind]}${arrival.kind === 'refused' ? `: ${arrival.errcode} ${arrival.errmsg}` : ''}</span>
      </li>`,
    )}</ul>`;
}
