import type { HTTPException } from 'hono/http-exception';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Action, RefusalReason } from '../actions.ts';
import { unknown } from './unknown.ts';
import { wrong } from './wrong.ts';

/** What was done by hand; @throws why it was not, for a program. */
export function doneOf<Result>(action: Action<Result>, id: string, daemon: Daemon): Result {
  if (action.kind === 'done') return action;
  throw refusalOf(action.because, id, daemon);
}

function refusalOf(because: RefusalReason, id: string, { config }: Daemon): HTTPException {
  const name = JSON.stringify(id);
  switch (because.kind) {
    case 'unknown-reminder':
      return unknown(
        'reminder',
        id,
        config.reminders.map((reminder) => reminder.id),
      );
    case 'unknown-delivery':
      return wrong(404, `there is no delivery with the id ${name}`);
    case 'unknown-event':
      return wrong(404, `there is no event with the id ${name}`);
    case 'unknown-hook':
      return wrong(409, 'the hook of this event is not in the configuration any more');
    case 'not-kept':
      return wrong(409, 'the request is not kept any more: keep of the hook says for how long');
    case 'never-again':
      return wrong(409, `${name} will not fire again, so there is nothing to skip`);
    case 'nothing-on-date':
      return wrong(422, `${name} is not due on ${because.date}: send one of its dates, see GET /api/upcoming`);
    case 'already-skipped':
      return wrong(409, `${name} is already skipped on ${because.date}`);
    case 'no-turns':
      return wrong(409, `${name} has no people who take turns: it has no rotate`);
    case 'unknown-person':
      return wrong(422, 'person: there is no person with that id; send the id of somebody under people');
    case 'end-has-passed':
      return wrong(422, 'until: this time has passed; send a later one');
    case 'not-paused':
      return wrong(409, `${name} is not paused`);
    case 'example-held':
      return wrong(409, `${name} is an example: it is sent when DINGBELL_EXAMPLES in .env names its robots`);
    case 'paused-in-yaml':
      return wrong(409, `${name} is paused in the configuration: edit ${because.file}:${because.line}`);
    case 'not-skipped':
      return wrong(409, `${name} is not skipped on ${because.date}`);
    case 'not-resendable':
      return wrong(409, `the delivery is ${because.state}: only one that failed, expired or was missed is sent again`);
  }
}
