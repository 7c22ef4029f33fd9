import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A file that the page is made of, as it is served. */
export interface Asset {
  readonly path: string;
  /** With the content's hash, so that a browser may keep it for ever and still sees a new one at once. */
  readonly href: string;
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
  /** What the script imports. */
  readonly modules: readonly Asset[];
  readonly icon: Asset;
}

/** In this order: what comes later overrules what comes earlier. */
const STYLES = [
  'ding',
  'palette',
  'base',
  'masthead',
  'overview',
  'days',
  'month',
  'history',
  'robots',
  'problems',
  'forms',
  'hooks',
  'conversation',
];
const MODULES = ['actions', 'live', 'menus', 'month', 'told'];

/** Reads what lies in `assets/` beside this file. */
export function loadAssets(): Assets {
  const style = STYLES.map((name) => read(`style/${name}.css`)).join('\n');
  const script = read('page.js');
  const modules = [
    ...MODULES.map((name) => ({ path: `/script/${name}.js`, body: read(`script/${name}.js`) })),
    { path: '/script/idiomorph.js', body: readIdiomorph() },
  ];
  // One version for all of them: a script that changed never meets an old one.
  const version = hashOf([script, ...modules.map(({ body }) => body)].join('\n'));
  return {
    style: asset('/style.css', 'text/css; charset=utf-8', style),
    script: javascript('/page.js', script, version),
    modules: modules.map(({ path, body }) => javascript(path, body, version)),
    icon: asset('/icon.svg', 'image/svg+xml', read('icon.svg')),
  };
}

function asset(path: string, type: string, body: string, version: string = hashOf(body)): Asset {
  return { path, href: `${path}?v=${version}`, type, body };
}

/** Its imports name the version too, and the library by its address. */
function javascript(path: string, body: string, version: string): Asset {
  const imports = body
    .replace("from 'idiomorph'", "from './idiomorph.js'")
    .replaceAll(/^(import .* from '\.[^']+\.js)'/gm, `$1?v=${version}'`);
  return asset(path, 'text/javascript; charset=utf-8', imports, version);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The short one, which leaves its name in a variable: its module is five times as long. */
function readIdiomorph(): string {
  const file = createRequire(import.meta.url).resolve('idiomorph/dist/idiomorph.min.js');
  return `${readFileSync(file, 'utf8')}\nexport { Idiomorph };\n`;
}

function read(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
}
