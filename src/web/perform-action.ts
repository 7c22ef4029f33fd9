import { zoneOf } from '../config/zone-of.ts';
import type { Daemon } from '../daemon/daemon.ts';
import type { HookAnswer } from '../daemon/hook-door.ts';
import { readInstant } from '../daemon/read-instant.ts';
import { tellUnheard } from '../daemon/unheard-words.ts';
import { refusedText } from '../hooks/because-text.ts';
import type { Language } from '../message/language.ts';
import { parseIsoDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import {
  type Action,
  fireReminder,
  pauseReminder,
  replayEvent,
  resendDelivery,
  resumeReminder,
  skipReminder,
  swapTurn,
} from './actions.ts';
import { robotNow } from './page/robot-text.ts';
import { clockTime, dateOf } from './page/time.ts';
import { performMessage } from './perform-message.ts';
import type { View } from './page/view.ts';

/** What came of a button, in the words of the page. */
export interface ActionResult {
  readonly ok: boolean;
  readonly text: string;
}

/** Does what a form of the page asks for; one with a field that is missing or cannot be read is none of ours. */
export async function performAction(kind: string, form: URLSearchParams, view: View): Promise<ActionResult> {
  const { daemon, texts } = view;
  const { actions: words } = texts;
  const field = (name: string) => form.get(name) ?? undefined;
  const said = <Result>(action: Action<Result>, say: (done: Result) => string): ActionResult =>
    action.kind === 'done' ? { ok: true, text: say(action) } : { ok: false, text: words.refused(action.because) };
  const [reminder, delivery, date, until, person] = ['reminder', 'delivery', 'date', 'until', 'person'].map(field);
  if (kind === 'allow-empty') {
    const isDone = await daemon.reload(true);
    return { ok: isDone, text: isDone ? texts.problems.emptyAllowed : texts.problems.keepsLastGood };
  }
  if (kind === 'resend' && delivery !== undefined) {
    return said(await resendDelivery(daemon, delivery), (done) => words.resent(robotNow(done.delivery.robot, view)));
  }
  const event = field('event');
  if (kind === 'replay' && event !== undefined) {
    return said(await replayEvent(daemon, event), ({ answer }) => {
      if (answer.kind === 'accepted' || answer.kind === 'duplicate') return words.replayed;
      return words.replayedUntold(answerText(answer, texts.language));
    });
  }
  const at = timeOf(form, daemon);
  const isDateGood = (date === undefined || parseIsoDate(date) !== undefined) && at !== 'unreadable';
  if (reminder !== undefined && isDateGood) {
    switch (kind) {
      case 'fire':
        return said(await fireReminder(daemon, reminder), ({ deliveries }) =>
          words.fired(reminder, texts.list(deliveries.map(({ robot }) => robotNow(robot, view)))),
        );
      case 'skip':
        return said(await skipReminder(daemon, reminder, at ?? date), ({ override }) =>
          words.skipped(reminder, override.only?.local.replace('T', ' ') ?? override.date),
        );
      case 'swap':
        if (date === undefined || person === undefined) break;
        return said(await swapTurn(daemon, reminder, date, person), () =>
          words.swapped(reminder, date, daemon.config.people.get(person)?.name ?? person),
        );
      case 'resume':
        return said(await resumeReminder(daemon, reminder, at ?? date), ({ override }) => {
          if (override.kind === 'pause') return words.resumed(reminder);
          if (override.kind === 'swap') return words.unswapped(reminder, override.date);
          return words.unskipped(reminder, override.only?.local.replace('T', ' ') ?? override.date);
        });
      case 'pause': {
        // A date is the midnight on the reminder's own clock.
        const end = until === undefined ? undefined : readInstant(until, zoneOf(daemon.config, reminder));
        if (until !== undefined && end === undefined) break;
        return said(await pauseReminder(daemon, reminder, end), () =>
          end === undefined ? words.paused(reminder) : words.pausedUntil(reminder, dateAndTime(end, view)),
        );
      }
    }
  }
  return (await performMessage(kind, form, view)) ?? { ok: false, text: words.badRequest };
}

/** Of what is skipped, where it is one time and not a date. */
function timeOf(form: URLSearchParams, { config }: Daemon): EpochMs | undefined | 'unreadable' {
  const [reminder, written] = [form.get('reminder'), form.get('at')];
  if (reminder === null || written === null) return undefined;
  return readInstant(written, zoneOf(config, reminder)) ?? 'unreadable';
}

/** The robots of real groups that would say something at once: before that, a person is asked. */
export async function realRobotsOf(kind: string, form: URLSearchParams, daemon: Daemon): Promise<readonly string[]> {
  const { config, history } = daemon;
  const fired = kind === 'fire' ? config.reminders.find(({ id }) => id === form.get('reminder')) : undefined;
  const isNow = kind === 'resend' || (kind === 'change' && !form.get('at'));
  const again = isNow ? await history.find(form.get('delivery') ?? '') : undefined;
  const written = kind === 'send' && !form.get('at') ? [form.get('robot') ?? ''] : [];
  const replayed = kind === 'replay' ? await robotsOfEvent(form.get('event') ?? '', daemon) : [];
  const robots = [...(fired?.robots ?? []), ...(again ? [again.delivery.robot] : []), ...written, ...replayed];
  return robots.filter((name) => config.robots.get(name)?.webhook.kind === 'dingtalk');
}

/** Those that its hook may tell. */
async function robotsOfEvent(id: string, { config, inbox }: Daemon): Promise<readonly string[]> {
  const event = await inbox.find(id);
  const hook = event && config.hooks.get(event.hook);
  if (!hook || hook.paused || event.original === undefined) return [];
  return [...new Set([...hook.robots, ...hook.routes.flatMap(({ robots }) => robots)])];
}

function answerText(answer: Extract<HookAnswer, { because: unknown }>, language: Language): string {
  return answer.kind === 'refused' ? refusedText(answer.because, language) : tellUnheard(answer.because, language);
}

function dateAndTime(at: EpochMs, { zone }: View): string {
  return `${dateOf(at, zone)} ${clockTime(at, zone)}`;
}
