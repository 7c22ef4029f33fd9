import type { HookConfig } from '../../config/config.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import { tellInletCause } from '../../daemon/inlet-words.ts';
import type { InboxSummary, Received } from '../../delivery/inbox.ts';
import type { InletState } from '../../delivery/inlet.ts';
import { isoTime } from '../iso-time.ts';

/** A hook as `GET /api/hooks` and `hook list --json` tell it. Instants carry the offset of the default zone. */
export function hookJson(hook: HookConfig, { known, inlet, base, zone }: HookFacts) {
  const { name, from, description, robots, paused, source } = hook;
  return {
    name,
    from,
    description,
    address: postedTo(hook, base),
    inlet: inlet && inletJson(inlet, zone),
    robots,
    paused,
    lastEventAt: known && isoTime(known.lastAt, zone),
    today: known?.counts ?? { waiting: 0, told: 0, ignored: 0, refused: 0 },
    source,
  };
}

export interface HookFacts {
  readonly known?: InboxSummary | undefined;
  /** Where it fetches its events itself. */
  readonly inlet?: InletState | undefined;
  /** Where the daemon is reached. */
  readonly base: string | undefined;
  readonly zone: string;
}

/** To a feed nobody posts. */
function postedTo({ name, feed }: HookConfig, base: string | undefined): string | undefined {
  return feed === undefined && base !== undefined ? hookAddress(base, name) : undefined;
}

function inletJson({ kind, host, at, trouble }: InletState, zone: string) {
  return {
    kind,
    host,
    isWell: at !== undefined && trouble === undefined,
    at: at && isoTime(at, zone),
    trouble: trouble && { reason: tellInletCause(trouble.cause, 'en'), since: isoTime(trouble.since, zone) },
  };
}

/** What a hook received, as `GET /api/hooks/:name/events` and `hook events --json` tell it. */
export function eventJson(received: Received, zone: string) {
  const { receivedAt, dueAt, thing: _thing, ...facts } = received;
  return { ...facts, receivedAt: isoTime(receivedAt, zone), dueAt: dueAt && isoTime(dueAt, zone) };
}
