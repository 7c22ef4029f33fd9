import type { HtmlEscapedString } from 'hono/utils/html';
import type { Daemon } from '../../daemon/daemon.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Kept } from '../../schedule/override.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { Theme } from '../theme.ts';
import type { PageName } from './page-name.ts';

/** What every part of the page is drawn from. `now` is read once per request. */
export interface View {
  readonly daemon: Daemon;
  readonly texts: Texts;
  readonly theme: Theme;
  readonly now: EpochMs;
  /** The configuration's default zone: the one in which the page tells time. */
  readonly zone: string;
  /** What was set by hand and has not ended, and when rosters began. */
  readonly overrides: readonly Kept[];
  /** Whether this visitor may send and change anything: then there are buttons. */
  readonly mayAct: boolean;
  readonly page: PageName;
  /** What the address asks the page for: a month, a filter. Language and theme are not among it. */
  readonly query: URLSearchParams;
}

/** Markup made by the `html` tag, which escapes all that is put into it. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
