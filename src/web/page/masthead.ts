import { html } from 'hono/html';
import { type Texts, textsIn } from '../texts/catalogue.ts';
import { type Language, LANGUAGES } from '../../message/language.ts';
import { type Theme, THEMES } from '../theme.ts';
import { currently } from './address.ts';
import type { Html } from './view.ts';

export interface MastheadParts {
  readonly texts: Texts;
  readonly theme: Theme;
  /** The address of the same page in another language or theme. */
  readonly hrefWith: (change: { readonly lang: Language } | { readonly theme: Theme }) => string;
  /** Between the name and the switches. */
  readonly extra?: Html;
}

/** The bell and the name, and the switches of language and theme. */
export function masthead({ texts, theme, hrefWith, extra }: MastheadParts): Html {
  return html`<header class="masthead">
    <div class="brand">
      ${BELL}
      <h1>${texts.name}</h1>
      <p class="tagline">${texts.tagline}</p>
    </div>
    <div class="masthead-end">
      ${extra ?? ''}
      <nav class="switch themes" aria-label="${texts.theme.label}">
        ${THEMES.map((each) => themeLink(each, each === theme, hrefWith({ theme: each }), texts))}
      </nav>
      <nav class="switch languages" aria-label="${texts.languages}">
        ${LANGUAGES.map((each) => languageLink(each, each === texts.language, hrefWith({ lang: each })))}
      </nav>
    </div>
  </header>`;
}

function languageLink(language: Language, isCurrent: boolean, href: string): Html {
  return html`<a href="${href}" lang="${language}" hreflang="${language}" ${currently(isCurrent)}>${textsIn(language).ownName}</a>`;
}

function themeLink(theme: Theme, isCurrent: boolean, href: string, { theme: words }: Texts): Html {
  return html`<a href="${href}" title="${words[theme]}" ${currently(isCurrent)}>
    ${ICONS[theme]}<span class="visually-hidden">${words[theme]}</span>
  </a>`;
}

const BELL = html`<svg class="bell" viewBox="0 0 24 24" width="30" height="30" aria-hidden="true" focusable="false">
  <path class="bell-body" d="M12 3.2c-3.7 0-6.1 2.8-6.1 6.3 0 4.1-1.3 5.6-2.3 6.7-.5.6-.1 1.5.7 1.5h15.4c.8 0 1.2-.9.7-1.5-1-1.1-2.3-2.6-2.3-6.7 0-3.5-2.4-6.3-6.1-6.3z" />
  <path class="bell-clapper" d="M9.6 19.4a2.5 2.5 0 0 0 4.8 0z" />
</svg>`;

const ICONS: Readonly<Record<Theme, Html>> = {
  auto: html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
  </svg>`,
  light: html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <circle cx="8" cy="8" r="3" fill="currentColor" />
    <path
      d="M8 1v2M8 13v2M1 8h2M13 8h2M3.05 3.05l1.4 1.4M11.55 11.55l1.4 1.4M12.95 3.05l-1.4 1.4M4.45 11.55l-1.4 1.4"
      stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
    />
  </svg>`,
  dark: html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d="M13.5 9.6A5.9 5.9 0 0 1 6.4 2.5a5.9 5.9 0 1 0 7.1 7.1z" fill="currentColor" />
  </svg>`,
};
