import type { Override } from '../schedule/override.ts';

/** What a person types to take it back. Ids hold nothing that a shell would read as its own. */
export function takeBackCommand(override: Override): string {
  switch (override.kind) {
    case 'skip':
      return `npx dingbell resume ${override.reminder} ${override.only?.local ?? override.date}`;
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
