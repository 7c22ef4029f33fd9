import type { Message } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Deed } from './deed.ts';
import type { Kind } from './kinds.ts';
import type { SenderName } from './sender-name.ts';

/**
 * What happened, in the words of no sender: plain data that a JSON column takes. Texts are as the sender has them;
 * they are escaped where they are rendered. What an event does not know is absent: a filter by it lets such pass.
 */
export interface HookEvent {
  readonly kind: Kind;
  readonly sender: SenderName;
  /** When, if the sender says so. */
  readonly at?: EpochMs;
  /** The repository, project or board. */
  readonly repository?: Repository;
  /** What it is about, if that has a name of its own: an issue, a card. Events about one are told together. */
  readonly thing?: Thing;
  /** Who did it. */
  readonly actor?: Account;
  /** Who has to do with it. */
  readonly involved?: readonly Involved[];
  /** What `branches` filters by: that which was pushed, built or deployed; of a pull request, that which it goes into. */
  readonly branch?: string;
  readonly labels?: readonly string[];
  readonly isDraft?: boolean;
  readonly isConfidential?: boolean;
  /** Of `message` and others that are about no thing. */
  readonly title?: string;
  /** What somebody wrote: a description, a comment, what is new in a release. Markdown or plain. */
  readonly text?: string;
  /** Where it can be looked at, if not at the thing's own address. */
  readonly url?: string;
  /** What it was, and what it has become: a list, a state, a priority, a name. */
  readonly from?: string;
  readonly to?: string;
  /** Of what, if not of its state. */
  readonly field?: string;
  /** What was done, where the kind does not say it: a page was made, a due date removed. */
  readonly deed?: Deed;

  readonly commits?: Commits;
  readonly change?: Change;
  readonly remark?: Remark;
  readonly release?: Release;
  readonly build?: Build;
  readonly deployment?: Deployment;
  readonly due?: Due;
  readonly sprint?: Sprint;
  readonly alerts?: Alerts;
  /** Of `message`: taken as it is; only `from: dingtalk` has others than markdown. */
  readonly message?: Message;
  /** Of `from: json`: what its templates look at. */
  readonly received?: Received;

  /** Closed without having been done: a pull request that was not merged, an issue as not planned. */
  readonly isDropped?: boolean;
  /** Before a comment turned out to name somebody: it is told too where that is asked for. */
  readonly was?: Kind;
  /** A push tells the same: left out where pushes are told. */
  readonly repeatsPush?: boolean;
  /** What is remembered of events like this one is kept under this name: `CI main`, a monitor. */
  readonly memory?: string;
  /** The name of the hook of which it is the first: that it is connected is told along. */
  readonly greets?: string;
  /** Nothing of it is news: the wrapper of a review, an update that changed nothing. Told to nobody. */
  readonly saysNothing?: boolean;
  /** The news in it, by names that other events of this hook use for the same: whoever `echoes` it is left out. */
  readonly says?: readonly string[];
  readonly echoes?: readonly string[];
}

export interface Repository {
  /** As filters have it: `acme/shop`; of Jira the key, of Trello the board's name. */
  readonly name: string;
  /** As people call it: `shop`. */
  readonly short: string;
  readonly url?: string;
  readonly defaultBranch?: string;
}

export interface Thing {
  readonly type: 'pull_request' | 'issue' | 'card' | 'commit' | 'discussion' | 'page' | 'milestone' | Circle;
  /** As people write it: `#7`, `!7`, `SHOP-42`; of a card whatever tells it from others. */
  readonly id: string;
  readonly title?: string;
  /** Absent where nothing is behind it. */
  readonly url?: string;
  /** Something is broken, and this is about it. */
  readonly isIncident?: boolean;
  /** How grave it is. */
  readonly note?: string;
}

/** People who have something in common. */
type Circle = 'organization' | 'team' | 'group';

/** Somebody as one sender knows them. */
export interface Account {
  /** What `accounts` of `people:` may say of them: login, id, `team` slug. */
  readonly ids: readonly string[];
  readonly mail?: string;
  /** For those whom `people:` does not know. */
  readonly name: string;
  readonly isBot?: boolean;
}

export interface Involved {
  readonly as: 'reviewer' | 'assignee' | 'author' | 'committer' | 'mentioned';
  readonly account: Account;
}

interface Commits {
  /** The newest first; never more than are told. */
  readonly list: readonly Commit[];
  /** How many there are in all; `isAtLeast` when the sender only knows that there are more. */
  readonly total: number;
  readonly isAtLeast?: boolean;
  /** Everyone who wrote one. */
  readonly authors: readonly Account[];
  /** The comparison. */
  readonly url?: string;
}

export interface Commit {
  readonly id: string;
  /** Its first line. */
  readonly title: string;
  readonly url?: string;
  readonly author?: Account;
}

/** Of a pull request. */
export interface Change {
  readonly source?: string;
  readonly target?: string;
  readonly additions?: number;
  readonly deletions?: number;
  readonly files?: number;
}

/** A remark in the code. */
interface Remark {
  readonly path: string;
  readonly line?: number;
}

interface Release {
  readonly tag: string;
  readonly name?: string;
}

export interface Build {
  /** `CI`, the name of a Jenkins job; one sender may have several for a branch. */
  readonly workflow: string;
  /** `#562`. */
  readonly number?: string;
  /** Tells runs from each other; of two runs the later has the higher order. */
  readonly run: string;
  readonly order: number;
  readonly seconds?: number;
  /** What went wrong: `unit（test）`. */
  readonly failed?: readonly string[];
  readonly failedTests?: { readonly failed: number; readonly total: number };
  /** Not quite: Jenkins' UNSTABLE. */
  readonly isUnstable?: boolean;
  readonly commit?: Commit;
  /** Filled in from what is remembered: since when it was red, how often it failed, how often it changed. */
  readonly redSeconds?: number;
  readonly failures?: number;
  readonly changes?: number;
}

interface Deployment {
  readonly environment: string;
  readonly isProduction: boolean;
  readonly version?: string;
  readonly url?: string;
}

interface Due {
  readonly at: EpochMs;
  readonly before?: EpochMs;
}

interface Sprint {
  readonly name: string;
  readonly end?: EpochMs;
}

/** One or several alerts in one. */
export interface Alerts {
  readonly name: string;
  readonly list: readonly Alert[];
  /** How many more there are. */
  readonly more: number;
  /** Where all of them stand. */
  readonly url?: string;
}

export interface Alert {
  readonly state: 'firing' | 'resolved' | 'nodata' | 'warning';
  /** What tells it from the others. */
  readonly what: string;
  readonly summary?: string;
  readonly severity?: string;
  readonly since?: EpochMs;
  readonly until?: EpochMs;
  /** How long it lasted, where that is known and `since` is not. */
  readonly seconds?: number;
  readonly url?: string;
  readonly silenceUrl?: string;
}

interface Received {
  readonly body: unknown;
  /** In lower case; without those that prove who sends. */
  readonly header: Readonly<Record<string, string>>;
}
