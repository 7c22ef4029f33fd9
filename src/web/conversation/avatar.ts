import { html } from 'hono/html';
import type { Html } from '../page/view.ts';

/** What stands for a robot beside its messages: its first character, on one of six quiet colours. */
export function avatar(robot: string): Html {
  return html`<span class="ding-avatar ding-avatar-${hueOf(robot)}" aria-hidden="true">${firstCharacter(robot)}</span>`;
}

/** What a reader takes for one. */
function firstCharacter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment ?? '';
}

/** Always the same for one name. */
function hueOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % 6;
}
