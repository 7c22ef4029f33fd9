import type { Override } from '../../schedule/override.ts';
import { causeText } from './cause-text.ts';
import type { View } from './view.ts';

/** Why something is not said: `已手动暂停到 2026-12-01 09:00`. People go by their names, times by the page's clock. */
export function overrideReason(override: Override, view: View): string {
  return causeText({ code: 'overridden', by: override }, view);
}

/** What a person types to take it back. Ids hold nothing that a shell would read as its own. */
export function takeBackCommand(override: Override): string {
  switch (override.kind) {
    case 'skip':
    case 'swap':
      return `npx dingbell resume ${override.reminder} ${override.date}`;
    case 'pause':
      return `npx dingbell resume ${override.reminder}`;
    case 'vacation': {
      const whose = override.person === undefined ? '--all' : `--person ${override.person}`;
      return `npx dingbell vacation remove ${whose} --from ${override.from}`;
    }
  }
}
