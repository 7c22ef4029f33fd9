import type { HookConfig } from '../../config/config.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import type { InboxSummary, Received } from '../../delivery/inbox.ts';
import { isoTime } from '../iso-time.ts';

/** A hook as `GET /api/hooks` and `hook list --json` tell it. Instants carry the offset of the default zone. */
export function hookJson(hook: HookConfig, known: InboxSummary | undefined, base: string | undefined, zone: string) {
  const { name, from, description, robots, paused, source } = hook;
  return {
    name,
    from,
    description,
    address: base && hookAddress(base, name),
    robots,
    paused,
    lastEventAt: known && isoTime(known.lastAt, zone),
    today: known?.counts ?? { waiting: 0, told: 0, ignored: 0, refused: 0 },
    source,
  };
}

/** What a hook received, as `GET /api/hooks/:name/events` and `hook events --json` tell it. */
export function eventJson(received: Received, zone: string) {
  const { receivedAt, dueAt, thing: _thing, ...facts } = received;
  return { ...facts, receivedAt: isoTime(receivedAt, zone), dueAt: dueAt && isoTime(dueAt, zone) };
}
