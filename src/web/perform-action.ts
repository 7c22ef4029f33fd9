import {
  type ActionRefusal,
  fireReminder,
  pauseReminder,
  resendDelivery,
  resumeReminder,
  skipReminder,
} from './actions.ts';
import type { ActionRequest } from './action-request.ts';
import { clockTime, dateOf } from './page/time.ts';
import type { View } from './page/view.ts';

/** What came of a button, in the words of the page. */
export interface ActionResult {
  readonly ok: boolean;
  readonly text: string;
}

export async function performAction(request: ActionRequest, view: View): Promise<ActionResult> {
  const { daemon, texts } = view;
  const { actions: words } = texts;
  switch (request.kind) {
    case 'fire': {
      const action = await fireReminder(daemon, request.reminder);
      if (action.kind === 'refused') return refused(action, view);
      return done(words.fired(request.reminder, texts.list(action.deliveries.map(({ robot }) => robot))));
    }
    case 'skip': {
      const action = await skipReminder(daemon, request.reminder, request.date);
      if (action.kind === 'refused') return refused(action, view);
      return done(words.skipped(request.reminder, action.override.date));
    }
    case 'pause': {
      const { reminder, until } = request;
      const action = await pauseReminder(daemon, reminder, until);
      if (action.kind === 'refused') return refused(action, view);
      return done(until === undefined ? words.paused(reminder) : words.pausedUntil(reminder, dateAndTime(until, view)));
    }
    case 'resume': {
      const { reminder, date } = request;
      const action = await resumeReminder(daemon, reminder, date);
      if (action.kind === 'refused') return refused(action, view);
      return done(date === undefined ? words.resumed(reminder) : words.unskipped(reminder, date));
    }
    case 'resend': {
      const action = await resendDelivery(daemon, request.delivery);
      if (action.kind === 'refused') return refused(action, view);
      return done(words.resent(action.delivery.robot));
    }
  }
}

function done(text: string): ActionResult {
  return { ok: true, text };
}

function refused({ because }: ActionRefusal, { texts }: View): ActionResult {
  return { ok: false, text: texts.actions.refused(because) };
}

function dateAndTime(at: Parameters<typeof dateOf>[0], { zone }: View): string {
  return `${dateOf(at, zone)} ${clockTime(at, zone)}`;
}
