import { html } from 'hono/html';
import type { Html } from '../page/view.ts';

/** What stands for a robot beside its messages: its first character, on one of six quiet colours. */
export function avatar(robot: string): Html {
  return html`<span class="ding-avatar ding-avatar-${hueOf(robot)}" aria-hidden="true">${initialOf(robot)}</span>`;
}

/** What a reader takes for one character. The first that is cut by `Intl` takes a process 10 MB. */
function initialOf(name: string): string {
  const plain = LONE_LETTER.exec(name)?.[0];
  if (plain !== undefined) return plain;
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment ?? '';
}

/** Nothing joins it that follows. */
const LONE_LETTER = /^[\w\p{Script=Han}](?![\p{M}\p{Cf}])/u;

/** Always the same for one name. */
function hueOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % 6;
}
