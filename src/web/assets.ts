import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CONVERSATION_CSS } from '../robot/sandbox/conversation-style.ts';

/** A file that the page is made of, as it is served. */
export interface Asset {
  /** With the content's hash, so that a browser may keep it for ever and still sees a new one at once. */
  readonly href: string;
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
  readonly icon: Asset;
}

/** Reads what lies in `assets/` beside this file. */
export function loadAssets(): Assets {
  return {
    style: asset('/style.css', 'text/css; charset=utf-8', `${read('style.css')}\n${CONVERSATION_CSS}`),
    script: asset('/page.js', 'text/javascript; charset=utf-8', read('page.js')),
    icon: asset('/icon.svg', 'image/svg+xml', read('icon.svg')),
  };
}

function asset(path: string, type: string, body: string): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { href: `${path}?v=${hash}`, type, body };
}

function read(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
}
