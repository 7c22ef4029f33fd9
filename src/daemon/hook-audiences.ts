import type { HookConfig, HookMention } from '../config/config.ts';
import type { Gathered } from '../hooks/gather.ts';
import { takesRoute } from '../hooks/judge.ts';
import type { KnownPeople } from '../hooks/known-people.ts';

/** Who hears the same. */
export interface Audience {
  readonly robot: string;
  readonly mention: HookMention;
  readonly events: readonly Gathered[];
}

/** Each route is judged on its own; a robot hears of an event once, with all the mentions that are asked for. */
export function audiencesOf(hook: HookConfig, events: readonly Gathered[], people: KnownPeople): readonly Audience[] {
  const audiences = new Map<string, Audience & { readonly events: Gathered[] }>();
  for (const each of events) {
    const routes = hook.routes.filter((route) => takesRoute(each.event, route, people));
    for (const { robots, mention = hook.mention } of routes.length === 0 ? [hook] : routes) {
      for (const robot of robots) {
        const known = audiences.get(robot) ?? { robot, mention, events: [] };
        if (known.events.at(-1) !== each) known.events.push(each);
        audiences.set(robot, { ...known, mention: bothOf(known.mention, mention) });
      }
    }
  }
  return [...audiences.values()];
}

function bothOf(one: HookMention, other: HookMention): HookMention {
  const adds = other.called.some((each) => !one.called.includes(each)) || (other.involved && !one.involved);
  if (!adds) return one;
  return { involved: one.involved || other.involved, called: [...one.called, ...other.called] };
}
