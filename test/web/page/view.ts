import { textsIn } from '../../../src/web/texts/catalogue.ts';
import type { Language } from '../../../src/message/language.ts';
import type { PageName } from '../../../src/web/page/page-name.ts';
import type { View } from '../../../src/web/page/view.ts';
import type { TestDaemon } from '../test-daemon.ts';

export interface ViewOptions {
  readonly language?: Language;
  readonly page?: PageName;
  /** What stands behind the question mark of the address. */
  readonly query?: string;
}

/** What a visitor of that daemon would be shown a page from, now. */
export async function viewOf(
  daemon: TestDaemon,
  { language = 'zh-CN', page = 'upcoming', query = '' }: ViewOptions = {},
): Promise<View> {
  const now = daemon.now();
  const { timezone, http } = daemon.config.daemon;
  return {
    daemon,
    texts: textsIn(language),
    theme: 'auto',
    now,
    zone: timezone,
    overrides: await daemon.overrides.list({ endingAfter: now }),
    mayAct: http.token !== undefined,
    page,
    query: new URLSearchParams(query),
  };
}
