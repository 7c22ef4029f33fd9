import { html } from 'hono/html';
import type { EpochMs } from '../../schedule/instant.ts';
import { isoTime } from '../iso-time.ts';
import { clockTime, momentText } from './time.ts';
import type { Html, View } from './view.ts';

/** `08:50` */
export function clockTag(at: EpochMs, { zone }: View): Html {
  return html`<time datetime="${isoTime(at, zone)}">${clockTime(at, zone)}</time>`;
}

/** Date and time. */
export function momentTag(at: EpochMs, view: View): Html {
  return html`<time datetime="${isoTime(at, view.zone)}">${momentText(at, view)}</time>`;
}
