import { zoneOf } from '../config/zone-of.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { readInstant } from '../daemon/read-instant.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { IsoDate } from '../schedule/occurrence.ts';

/** What a form of the page asks for. */
export type ActionRequest =
  | { readonly kind: 'fire'; readonly reminder: string }
  | { readonly kind: 'skip'; readonly reminder: string; readonly date?: IsoDate }
  | { readonly kind: 'pause'; readonly reminder: string; readonly until?: EpochMs }
  | { readonly kind: 'resume'; readonly reminder: string; readonly date?: IsoDate }
  | { readonly kind: 'resend'; readonly delivery: string };

/** `undefined` when a field is missing or cannot be read: our own forms never send such a thing. */
export function parseActionRequest(kind: string, form: URLSearchParams, daemon: Daemon): ActionRequest | undefined {
  const delivery = form.get('delivery');
  if (kind === 'resend') return delivery === null ? undefined : { kind, delivery };
  const reminder = form.get('reminder');
  if (reminder === null) return undefined;
  switch (kind) {
    case 'fire':
      return { kind, reminder };
    case 'skip':
    case 'resume': {
      const date = form.get('date');
      if (date === null) return { kind, reminder };
      return parseIsoDate(date) === undefined ? undefined : { kind, reminder, date };
    }
    case 'pause': {
      const written = form.get('until');
      if (written === null) return { kind, reminder };
      // A date is the midnight on the reminder's own clock.
      const until = readInstant(written, zoneOf(daemon.config, reminder));
      return until === undefined ? undefined : { kind, reminder, until };
    }
    default:
      return undefined;
  }
}
