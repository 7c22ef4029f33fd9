import type { HtmlEscapedString } from 'hono/utils/html';
import type { Daemon } from '../../daemon/daemon.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Override } from '../../schedule/override.ts';
import type { Texts } from '../texts/texts.ts';

/** What every part of the page is drawn from. `now` is read once per request. */
export interface View {
  readonly daemon: Daemon;
  readonly texts: Texts;
  readonly now: EpochMs;
  /** The configuration's default zone: the one in which the page tells time. */
  readonly zone: string;
  /** What was set by hand and has not ended. */
  readonly overrides: readonly Override[];
}

/** Markup made by the `html` tag, which escapes all that is put into it. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
