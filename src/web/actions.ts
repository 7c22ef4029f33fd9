import type { Reminder } from '../config/config.ts';
import { isMeant, localText, skipsAt } from '../daemon/skip-one.ts';
import { isToldOf } from '../daemon/told-dates.ts';
import type { Daemon, PushResult } from '../daemon/daemon.ts';
import type { HookAnswer } from '../daemon/hook-door.ts';
import type { State } from '../delivery/delivery.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { IsoDate } from '../schedule/occurrence.ts';
import { type Kept, overrideId, type Pause, byHand, type Skip, type Swap } from '../schedule/override.ts';

/** What a person did by hand, over the page or the API: what came of it, or why nothing did. */
export type Action<Result> = ({ readonly kind: 'done' } & Result) | ActionRefusal;

interface ActionRefusal {
  readonly kind: 'refused';
  readonly because: RefusalReason;
}

export type RefusalReason =
  /** No reminder, or no delivery, goes by that id. */
  | { readonly kind: 'unknown-reminder' | 'unknown-delivery' | 'unknown-event' }
  /** Of an event whose hook is gone, or of which nothing is kept. */
  | { readonly kind: 'unknown-hook' | 'not-kept' }
  /** The reminder will never fire again, so there is no next occurrence to leave out. */
  | { readonly kind: 'never-again' }
  /** Nothing of the reminder is due any more on that date, or at that time. */
  | { readonly kind: 'nothing-on-date'; readonly date: string }
  | { readonly kind: 'already-skipped'; readonly date: string; readonly override: Skip }
  /** Nobody takes turns in it. */
  | { readonly kind: 'no-turns' }
  /** Nobody goes by that id. */
  | { readonly kind: 'unknown-person' }
  /** A pause that ends before it begins. */
  | { readonly kind: 'end-has-passed' }
  | { readonly kind: 'not-paused' }
  /** It came with dingbell, and nobody asked for it to be sent to a real group. */
  | { readonly kind: 'example-held' }
  /** `paused: true` stands in YAML: only an edit takes it back. */
  | { readonly kind: 'paused-in-yaml'; readonly file: string; readonly line: number }
  | { readonly kind: 'not-skipped'; readonly date: string }
  /** On its way, delivered, or left out on purpose: sending it again is not asked for. */
  | { readonly kind: 'not-resendable'; readonly state: State };

/** Of these a person may want another try: they were to be said and were not. */
export const RESENDABLE: ReadonlySet<State> = new Set<State>(['failed', 'expired', 'missed']);

/**
 * Leaves one date of a reminder out, all its notices with it, or only what it says at an instant.
 *
 * @param what Default: the date of the next occurrence that would fire.
 */
export async function skipReminder(
  daemon: Daemon,
  id: string,
  what?: IsoDate | EpochMs,
): Promise<Action<{ readonly override: Skip }>> {
  const reminder = reminderOf(daemon, id);
  if (!reminder) return refused({ kind: 'unknown-reminder' });
  const overrides = await daemon.overrides.list({ endingAfter: daemon.now() });
  const left = what ?? (await nextDate(daemon, id, overrides));
  if (left === undefined) return refused({ kind: 'never-again' });
  const date = wordsOf(left, reminder.timezone);
  const override = skipOf(reminder, left, daemon.now());
  if (!override) return refused({ kind: 'nothing-on-date', date });
  if (has(overrides, override)) return refused({ kind: 'already-skipped', date, override });
  await daemon.overrides.set(override);
  return { kind: 'done', override };
}

function skipOf(reminder: Reminder, what: IsoDate | EpochMs, now: EpochMs): Skip | undefined {
  if (typeof what === 'number') return skipsAt(reminder, what, now)[0];
  return isToldOf(reminder, what, now) ? { kind: 'skip', reminder: reminder.id, date: what } : undefined;
}

function wordsOf(what: IsoDate | EpochMs, timezone: string): string {
  return typeof what === 'string' ? what : localText(what, timezone).replace('T', ' ');
}

/** Lets somebody take the turn of one date, in the place of whosever it is; another swap of that date is replaced. */
export async function swapTurn(
  daemon: Daemon,
  id: string,
  date: IsoDate,
  person: string,
): Promise<Action<{ readonly override: Swap }>> {
  const reminder = reminderOf(daemon, id);
  if (!reminder) return refused({ kind: 'unknown-reminder' });
  if (!reminder.timetable.whileAway) return refused({ kind: 'no-turns' });
  if (!daemon.config.people.has(person)) return refused({ kind: 'unknown-person' });
  if (!isToldOf(reminder, date, daemon.now())) return refused({ kind: 'nothing-on-date', date });
  const override: Swap = { kind: 'swap', reminder: id, date, people: [person] };
  await daemon.overrides.set(override);
  return { kind: 'done', override };
}

/**
 * Keeps a reminder quiet; a pause that it has already gets the new end.
 *
 * @param until Exclusive. Default: for ever.
 */
export async function pauseReminder(
  daemon: Daemon,
  id: string,
  until?: EpochMs,
): Promise<Action<{ readonly override: Pause }>> {
  if (!reminderOf(daemon, id)) return refused({ kind: 'unknown-reminder' });
  if (until !== undefined && until <= daemon.now()) return refused({ kind: 'end-has-passed' });
  const override: Pause = { kind: 'pause', reminder: id, ...(until === undefined ? {} : { until }) };
  await daemon.overrides.set(override);
  return { kind: 'done', override };
}

/**
 * Takes back what was set by hand, also of a reminder that is gone from the configuration.
 *
 * @param what The date whose skip or swap is taken back, or the instant whose skip. Default: none, it is the pause that
 *   ends.
 */
export async function resumeReminder(
  daemon: Daemon,
  id: string,
  what?: IsoDate | EpochMs,
): Promise<Action<{ readonly override: Skip | Pause | Swap }>> {
  const overrides = byHand(await daemon.overrides.list({ endingAfter: daemon.now() }));
  const override = overrides.find((each) => isMeant(each, id, what));
  if (!override || override.kind === 'vacation') return refused(whyNotResumed(daemon, id, what));
  await daemon.overrides.remove(overrideId(override), daemon.now());
  return { kind: 'done', override };
}

/** One reminder now, to each of its robots; its schedule does not move. */
export async function fireReminder(
  daemon: Daemon,
  id: string,
): Promise<Action<{ readonly deliveries: readonly PushResult[] }>> {
  if (!reminderOf(daemon, id)) return refused({ kind: 'unknown-reminder' });
  return { kind: 'done', deliveries: await daemon.fire(id) };
}

/** What was not said, once more as a message of now. */
export async function resendDelivery(daemon: Daemon, id: string): Promise<Action<{ readonly delivery: PushResult }>> {
  const found = await daemon.history.find(id);
  if (!found) return refused({ kind: 'unknown-delivery' });
  const { state } = found.delivery;
  if (!RESENDABLE.has(state)) return refused({ kind: 'not-resendable', state });
  return { kind: 'done', delivery: await daemon.resend(id) };
}

function reminderOf({ config }: Daemon, id: string): Reminder | undefined {
  return config.reminders.find((reminder) => reminder.id === id);
}

async function nextDate(daemon: Daemon, reminder: string, overrides: readonly Kept[]): Promise<IsoDate | undefined> {
  const query = { from: daemon.now(), count: 1, reminder, overrides, skipped: 'left-out' } as const;
  const [next] = await daemon.upcoming(query);
  return next?.occurrence.date;
}

function has(overrides: readonly Kept[], override: Skip): boolean {
  return overrides.some((each) => overrideId(each) === overrideId(override));
}

function whyNotResumed(daemon: Daemon, id: string, what: IsoDate | EpochMs | undefined): RefusalReason {
  const reminder = reminderOf(daemon, id);
  if (!reminder) return { kind: 'unknown-reminder' };
  if (what !== undefined) return { kind: 'not-skipped', date: wordsOf(what, reminder.timezone) };
  if (reminder.example === 'held') return { kind: 'example-held' };
  if (reminder.paused) return { kind: 'paused-in-yaml', ...reminder.source };
  return { kind: 'not-paused' };
}

/** Takes what a hook received once more, as if it had just come, under the configuration of now. */
export async function replayEvent(daemon: Daemon, id: string): Promise<Action<{ readonly answer: HookAnswer }>> {
  const event = await daemon.inbox.find(id);
  if (!event) return refused({ kind: 'unknown-event' });
  const hook = daemon.config.hooks.get(event.hook);
  if (!hook) return refused({ kind: 'unknown-hook' });
  if (event.original === undefined) return refused({ kind: 'not-kept' });
  return { kind: 'done', answer: await daemon.door.replay(hook, event.original) };
}

function refused(because: RefusalReason): ActionRefusal {
  return { kind: 'refused', because };
}
