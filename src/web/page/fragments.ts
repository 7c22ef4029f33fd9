import { alarms } from './alarms.ts';
import { configurationReport } from './configuration-report.ts';
import { historyList } from './history-list.ts';
import { hookList } from './hook-list.ts';
import { laneList } from './lane-list.ts';
import { latestList } from './latest-list.ts';
import { monthView } from './month-view.ts';
import { navigation } from './navigation.ts';
import { overview } from './overview.ts';
import type { PageName } from './page-name.ts';
import { problemList } from './problem-list.ts';
import { receivedList } from './received-list.ts';
import { reminderList } from './reminder-list.ts';
import { robotList } from './robot-list.ts';
import { groupConversation, sandboxConversation } from './sandbox-conversation.ts';
import { upcomingDays } from './upcoming-days.ts';
import { waitingList } from './waiting-list.ts';
import type { Html, View } from './view.ts';

interface Fragment {
  /** The page on which it stands; the first one, of what stands on all. */
  readonly page: PageName;
  readonly draw: (view: View) => Html | Promise<Html>;
}

/** The parts of the pages that change while one looks: each is fetched again by its name. */
export const FRAGMENTS = {
  navigation: { page: 'upcoming', draw: navigation },
  alarms: { page: 'upcoming', draw: alarms },
  problems: { page: 'upcoming', draw: problemList },
  overview: { page: 'upcoming', draw: overview },
  waiting: { page: 'upcoming', draw: waitingList },
  upcoming: { page: 'upcoming', draw: upcomingDays },
  conversation: { page: 'upcoming', draw: sandboxConversation },
  robots: { page: 'upcoming', draw: robotList },
  latest: { page: 'upcoming', draw: latestList },
  month: { page: 'month', draw: monthView },
  reminders: { page: 'reminders', draw: reminderList },
  history: { page: 'history', draw: historyList },
  hooks: { page: 'hooks', draw: hookList },
  received: { page: 'hooks', draw: receivedList },
  lanes: { page: 'robots', draw: laneList },
  configuration: { page: 'problems', draw: configurationReport },
  group: { page: 'conversation', draw: groupConversation },
} as const satisfies Record<string, Fragment>;

export type FragmentName = keyof typeof FRAGMENTS;

export function isFragmentName(name: string): name is FragmentName {
  return Object.hasOwn(FRAGMENTS, name);
}
