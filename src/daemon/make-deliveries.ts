import { type Draft, newDelivery } from '../delivery/draft.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { partId } from '../delivery/identity.ts';
import { openingInBrowser } from '../message/opening-in-browser.ts';
import { saysNothing } from '../message/says-nothing.ts';
import { wellFormed } from '../message/well-formed.ts';
import { outgoing } from '../robot/dingtalk/outgoing.ts';

/** Where messages go: what has to be known of each robot, by its name. */
export interface Addresses {
  readonly lanes: ReadonlyMap<string, string>;
  /** What robots in keyword mode want in every message. */
  readonly keywords: ReadonlyMap<string, readonly string[]>;
  /** The robots whose links and buttons open in the browser. Default: none. */
  readonly browser?: ReadonlySet<string>;
}

/**
 * Makes the deliveries of a message, wherever it comes from: the schedule, a command, the API, an alert, the daemon
 * itself. A message that no robot would take becomes a failed delivery, so that its owner hears of it. A message that is
 * not to be sent is not split.
 */
export function makeDeliveries(draft: Draft, { lanes, keywords, browser }: Addresses): readonly NewDelivery[] {
  const lane = lanes.get(draft.robot);
  if (lane === undefined) return [];
  // A keyword alone would say something where there was nothing to say.
  const wanted = saysNothing(draft.message) ? [] : (keywords.get(draft.robot) ?? []);
  const said = browser?.has(draft.robot) ? openingInBrowser(draft.message) : draft.message;
  const fitting = outgoing(wellFormed(said), { keywords: wanted });
  if (fitting.kind === 'too-long') {
    const { message, bytes, splittable } = fitting;
    const refused = { state: 'failed', cause: { code: 'too-large', bytes, splittable } } as const;
    return [newDelivery({ ...draft, message, ...((draft.state ?? 'pending') === 'pending' && refused) }, lane)];
  }
  const [message, ...rest] = fitting.messages;
  const whole = newDelivery({ ...draft, message }, lane);
  if (rest.length === 0) return [whole];
  if (whole.state !== 'pending') return [newDelivery(draft, lane)];
  return fitting.messages.map((part, index) => ({
    ...whole,
    id: partId(whole.id, index + 1),
    message: part,
    part: { number: index + 1, of: fitting.messages.length },
    // A part is as long as a post may be: nothing could be added to it.
    coalesce: false,
  }));
}
