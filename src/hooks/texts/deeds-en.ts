import type { Did, Part } from '../deed.ts';
import type { DeedParts } from './parts.ts';

/** Who did it to what; where nobody is known, what was done to it. */
function did({ who, thing }: DeedParts, active: string): string {
  return who === '' ? `${thing} was ${active}` : `${who} ${active} ${thing}`;
}

/** The same where more follows the thing. */
function put({ who, thing }: DeedParts, active: string, rest: string, passive = `was ${active}`): string {
  return who === '' ? `${thing} ${passive} ${rest}` : `${who} ${active} ${thing} ${rest}`;
}

/** Likewise with what of it. */
function with_({ who, thing, object }: DeedParts, active: string, link: string): string {
  return who === '' ? `${object} was ${active} ${link} ${thing}` : `${who} ${active} ${object} ${link} ${thing}`;
}

/** What of a thing: without a name of its own, and before one. */
const parts: Readonly<Record<Part, readonly [string, string]>> = {
  title: ['the title', 'the title'],
  description: ['the description', 'the description'],
  target: ['the target branch', 'the target branch'],
  due: ['the due date', 'the due date'],
  milestone: ['the milestone', 'milestone'],
  priority: ['the priority', 'the priority'],
  label: ['the labels', 'label'],
  attachment: ['an attachment', 'the attachment'],
  checklist: ['a checklist', 'checklist'],
  item: ['an item', 'item'],
  list: ['a list', 'list'],
  assignee: ['the assignee', 'assignee'],
  reviewer: ['the reviewers', 'reviewer'],
  role: ['the role', 'the role'],
  default_branch: ['the default branch', 'the default branch'],
  category: ['the category', 'the category'],
  rule: ['a branch rule', 'branch rule'],
  type: ['the type', 'type'],
  weight: ['the weight', 'the weight'],
  severity: ['the severity', 'the severity'],
  confidentiality: ['the visibility', 'the visibility'],
  order: ['the order', 'the order'],
  link: ['a link', 'link'],
  key: ['a key', 'key'],
  team: ['a team', 'team'],
  start: ['the start date', 'the start date'],
  time: ['the time spent', 'the time spent'],
  parent: ['the parent', 'the parent'],
  sub_issue: ['a sub-issue', 'sub-issue'],
  blocker: ['a blocking issue', 'blocking issue'],
  blocked: ['a blocked issue', 'blocked issue'],
  package: ['a package', 'package'],
  webhook: ['this webhook', 'this webhook'],
};

export const deedsEn = {
  part: (part: Part, name: string) => (name === '' ? parts[part][0] : `${parts[part][1]} ${name}`),
  wiki: (thing: string) => `wiki page ${thing}`,
  milestone: (thing: string) => `milestone ${thing}`,
  repository: (thing: string) => `repository ${thing}`,
  project: (thing: string) => `project ${thing}`,
  board: (thing: string) => `board ${thing}`,
  discussion: (thing: string) => `discussion ${thing}`,
  release: (thing: string) => `release ${thing}`,
  organization: (thing: string) => `organization ${thing}`,
  team: (thing: string) => `team ${thing}`,
  group: (thing: string) => `group ${thing}`,
  comment: (thing: string) => `a comment on ${thing}`,
  /** Of people: they came, they went, they are what they were not. */
  joined: ({ who, object, thing }: DeedParts) =>
    who === '' || who === object ? `${object} joined ${thing}` : `${who} added ${object} to ${thing}`,
  left: ({ who, object, thing }: DeedParts) =>
    who === '' || who === object ? `${object} left ${thing}` : `${who} removed ${object} from ${thing}`,
  invited: ({ who, object, thing }: DeedParts) =>
    who === '' ? `${object} was invited to ${thing}` : `${who} invited ${object} to ${thing}`,
  asked: ({ object, thing }: DeedParts) => `${object} asks for access to ${thing}`,
  role: ({ who, object, thing }: DeedParts) =>
    who === '' ? `The role of ${object} in ${thing} has changed` : `${who} changed the role of ${object} in ${thing}`,
  account: (did: 'created' | 'deleted' | 'renamed', names: string) => `Account ${names} was ${did}`,
  did: {
    created: (all) => did(all, 'created'),
    edited: (all) => did(all, 'edited'),
    deleted: (all) => did(all, 'deleted'),
    closed: (all) => did(all, 'closed'),
    reopened: (all) => did(all, 'reopened'),
    archived: (all) => did(all, 'archived'),
    restored: (all) => did(all, 'restored'),
    renamed: (all) => did(all, 'renamed'),
    transferred: (all) => did(all, 'transferred'),
    locked: (all) => did(all, 'locked'),
    unlocked: (all) => did(all, 'unlocked'),
    pinned: (all) => did(all, 'pinned'),
    unpinned: (all) => did(all, 'unpinned'),
    fixed: (all) => did(all, 'fixed'),
    dismissed: (all) => did(all, 'dismissed'),
    withdrawn: (all) => did(all, 'withdrew').replace('was withdrew', 'was withdrawn'),
    published: (all) => did(all, 'published'),
    made_public: (all) => put(all, 'made', 'public', 'is now'),
    made_private: (all) => put(all, 'made', 'private', 'is now'),
    drafted: (all) => put(all, 'turned', 'into a draft', 'was turned'),
    pushed: ({ who, thing }) => (who === '' ? `${thing} has new commits` : `${who} pushed to ${thing}`),
    queued: (all) => put(all, 'put', 'into the merge queue'),
    unqueued: (all) => put(all, 'took', 'out of the merge queue', 'was taken'),
    auto_merge_on: ({ who, thing }) =>
      who === '' ? `auto-merge is on for ${thing}` : `${who} turned on auto-merge for ${thing}`,
    auto_merge_off: ({ who, thing }) =>
      who === '' ? `auto-merge is off for ${thing}` : `${who} turned off auto-merge for ${thing}`,
    answered: (all) => put(all, 'marked', 'as answered', 'was marked'),
    unanswered: (all) => put(all, 'marked', 'as not answered', 'was marked'),
    settled: ({ who, thing }) =>
      who === '' ? `A conversation in ${thing} was resolved` : `${who} resolved a conversation in ${thing}`,
    unsettled: ({ who, thing }) =>
      who === '' ? `A conversation in ${thing} is open again` : `${who} reopened a conversation in ${thing}`,
    commented: ({ who, thing }) => (who === '' ? `${thing} has a new comment` : `${who} commented on ${thing}`),
    undone: (all) => put(all, 'marked', 'as not done', 'was marked'),
    unapproved: ({ who, thing }) =>
      who === '' ? `${thing} lost an approval` : `${who} took back the approval of ${thing}`,
    occurred: ({ thing }) => `${thing} happened again`,
    invited: (all) => with_(all, 'invited', 'to'),
    requested: ({ who, thing }) => `${who} asks for access to ${thing}`.trim(),
    added: (all) => with_(all, 'added', 'to'),
    removed: (all) => with_(all, 'removed', 'from'),
    changed: (all) => with_(all, 'changed', 'of'),
    checked: (all) => with_(all, 'completed', 'of'),
    unchecked: (all) => with_(all, 'reopened', 'of'),
  } satisfies Record<Did, (all: DeedParts) => string>,
};
