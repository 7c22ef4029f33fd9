import { historyList } from './history-list.ts';
import { overview } from './overview.ts';
import { problemList } from './problem-list.ts';
import { robotList } from './robot-list.ts';
import { sandboxConversation } from './sandbox-conversation.ts';
import { upcomingDays } from './upcoming-days.ts';
import type { Html, View } from './view.ts';

/** The parts of the page that change while one looks: each is fetched again by its name. */
export const FRAGMENTS = {
  problems: problemList,
  overview,
  upcoming: upcomingDays,
  conversation: sandboxConversation,
  history: historyList,
  robots: robotList,
} satisfies Record<string, (view: View) => Html | Promise<Html>>;

export type FragmentName = keyof typeof FRAGMENTS;

export function isFragmentName(name: string): name is FragmentName {
  return Object.hasOwn(FRAGMENTS, name);
}
