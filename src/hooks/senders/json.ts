import { escapedLines } from '../../message/escaped.ts';
import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import { filledIn } from '../filled-in.ts';
import type { HookEvent } from '../hook-event.ts';
import { templateText } from '../hook-template.ts';
import { FILTER_KEYS, one, type Sender } from '../sender.ts';
import type { SenderName } from '../sender-name.ts';

/** Whatever else posts JSON, a form or a text: told by the templates of its hook, or by its own title and text. */
export const json: Sender = {
  name: 'json',
  kinds: ['message'],
  setup: {
    en: 'In the program that posts: the address. It shows the token in it, as Authorization: Bearer, or signs with the secret as signature says.',
    'zh-CN': '在要发消息的程序里：填地址。口令在地址里，或用 Authorization: Bearer 出示；写了 signature 就用密钥签名。',
  },
  ownKeys: ['signature', 'key', 'title', 'text', 'url'],
  silentOf: FILTER_KEYS,
  duplicateKey: ({ headers, body }, { key }) => {
    const own = key === undefined ? '' : templateText(key, { body, header: headers }).trim();
    return own === '' ? headers['webhook-id'] : own;
  },
  read: ({ headers, body }, { title, text, url }) => {
    const received = { body, header: headers };
    const isTemplated = title !== undefined || text !== undefined;
    if (!isTemplated) return one({ ...asItIs(body, filledIn(url, received)), received });
    const filled = compact<Pick<HookEvent, 'title' | 'text' | 'url'>>({
      title: filledIn(title, received),
      text: filledIn(text, received),
      url: filledIn(url, received) ?? new Fields(body).text('url'),
    });
    const isEmpty = filled.title === undefined && filled.text === undefined;
    return one({ sender: 'json', kind: 'message', ...filled, received, ...(isEmpty && { saysNothing: true }) });
  },
};

const silent: HookEvent = { sender: 'json', kind: 'message', saysNothing: true };

/** Told without a template for it; a template for the address alone goes before that of the body. */
function asItIs(body: unknown, url: string | undefined): HookEvent {
  const said = messageIn('json', body) ?? silent;
  return url === undefined ? said : { ...said, url };
}

/** A title and a text, or one of them: what most scripts send. Markdown is kept by a template alone, with `| raw`. */
export function messageIn(sender: SenderName, body: unknown): HookEvent | undefined {
  const fields = new Fields(body);
  const title = fields.text('title') ?? fields.text('subject');
  const text =
    (typeof body === 'string' && body.trim() !== '' ? body : undefined) ??
    TEXTS.map((name) => fields.text(name)).find(Boolean);
  if (title === undefined && text === undefined) return undefined;
  const url = fields.text('url') ?? fields.text('link');
  return compact<HookEvent>({ sender, kind: 'message', title, text: text && escapedLines(text), url });
}

const TEXTS = ['text', 'message', 'msg', 'content', 'body'];
