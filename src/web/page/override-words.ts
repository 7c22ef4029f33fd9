import { explainOverride } from '../../schedule/explain-override.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Override } from '../../schedule/override.ts';
import { clockTime, dateOf } from './time.ts';
import type { View } from './view.ts';

/** Why something is not said: `已手动暂停到 2026-12-01 09:00`. People go by their names, times by the page's clock. */
export function overrideReason(override: Override, view: View): string {
  const { language, byHand } = view.texts;
  if (override.kind === 'pause' && override.until !== undefined) {
    return byHand.pausedUntil(dateAndTime(override.until, view));
  }
  const { zh, en } = explainOverride(override, (person) => view.daemon.config.people.get(person)?.name ?? person);
  return language === 'en' ? en : zh;
}

/** What a person types to take it back. Ids hold nothing that a shell would read as its own. */
export function takeBackCommand(override: Override): string {
  switch (override.kind) {
    case 'skip':
      return `npx dingbell resume ${override.reminder} ${override.date}`;
    case 'pause':
      return `npx dingbell resume ${override.reminder}`;
    case 'vacation': {
      const whose = override.person === undefined ? '--all' : `--person ${override.person}`;
      return `npx dingbell vacation remove ${whose} --from ${override.from}`;
    }
  }
}

/** With the year, like the dates of skips and vacations: a pause may last long. */
function dateAndTime(at: EpochMs, { zone }: View): string {
  return `${dateOf(at, zone)} ${clockTime(at, zone)}`;
}
