import type { Kind } from '../kinds.ts';
import { deedsEn } from './deeds-en.ts';
import type { Parts } from './parts.ts';

/** `12 pull requests`. */
function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Who did it to what; where nobody is known, what was done to it. */
function did({ who, thing }: Parts, active: string, passive = `was ${active}`): string {
  return who === '' ? `${thing} ${passive}` : `${who} ${active} ${thing}`;
}

function by(who: string): string {
  return who === '' ? '' : ` by ${who}`;
}

/** Every word that hooks say of events. Whatever stands within is Markdown, or plain in a title. */
export const en = {
  connected: (hook: string) => `${hook} is connected`,
  list: (names: readonly string[]) => names.join(', '),
  more: (number: number) => `… and ${number} more`,
  compare: 'compare',
  silence: 'silence',
  commits: (number: number, isAtLeast: boolean) => `${isAtLeast ? 'more than ' : ''}${count(number, 'commit')}`,
  pushed: (who: string, commits: string) => `${who} pushed ${commits}`,
  pushedOne: (who: string, branch: string, commit: string) => `${who} → ${branch}: ${commit}`,
  pushedNothing: (who: string, branch: string) => `${who} pushed ${branch}`,
  forced: (who: string, branch: string, commits: string) =>
    `${who} force-pushed ${branch} (${commits}): reset your local branch`,
  reset: (who: string, branch: string) => `${who} set ${branch} back to an older commit: reset your local branch`,
  files: (number: number) => count(number, 'file'),
  opened: (who: string) => `opened${by(who)}`,
  assignedTo: (names: string) => `assigned to ${names}`,
  pleaseReview: (names: string) => `Please review: ${names}`,
  asksReview: (who: string, names: string, thing: string) =>
    who === '' ? `${names}: please review ${thing}` : `${who} asks ${names} to review ${thing}`,
  /** Alerts, and what else happened. */
  moreNews: (number: number) => `… and ${number} more`,
  cutOff: (characters: number) => `… too long: ${characters} more characters are not shown`,
  morePeople: (number: number) => ` (${number} more)`,
  moreOfThem: (number: number) => ` (${number} more)`,
  moreRemarks: (number: number) => ` (${number} more)`,
  gave: (who: string, thing: string, names: string) =>
    who === '' ? `${thing} was assigned to ${names}` : `${who} assigned ${thing} to ${names}`,
  took: (who: string, thing: string) => `${who} took ${thing}`,
  nobodys: (thing: string) => `Nobody is assigned to ${thing} now`,
  merged: (who: string, author: string, thing: string) =>
    did({ who, thing: author === '' ? thing : `${thing} by ${author}` }, 'merged'),
  done: (who: string, thing: string) => did({ who, thing }, 'finished', 'is done'),
  dropped: (who: string, thing: string) => did({ who, thing: `${thing} as not planned` }, 'closed'),
  resolved: (who: string, thing: string) => did({ who, thing }, 'resolved'),
  closedUnmerged: (who: string, thing: string) => `${did({ who, thing }, 'closed')}, not merged`,
  cameBack: (thing: string) => `${thing} came back`,
  newError: (project: string, thing: string) =>
    project === '' ? `New error: ${thing}` : `New in ${project}: ${thing}`,
  incident: (thing: string) => `Incident: ${thing}`,
  changed: (from: string, to: string) => (from === '' ? `→ ${to}` : `${from} → ${to}`),
  priority: 'Priority',
  colon: ': ',
  brackets: (text: string) => ` (${text})`,
  pullRequest: 'pull request',
  card: (id: string) => `card ${id}`,
  commitOf: (id: string) => `commit ${id}`,
  mentions: (who: string, thing: string, names: string) => `${who} mentions ${names} in ${thing}`,
  commented: (who: string, thing: string) => did({ who, thing }, 'commented on', 'has a new comment'),
  due: (thing: string, time: string) => `${thing} is due ${time}`,
  dueMoved: (thing: string, before: string, time: string) => `${thing} is due ${before} → ${time}`,
  seconds: (seconds: number) => duration(seconds),
  build: {
    failed: (name: string, branch: string) => `${name} failed${branch}`,
    unstable: (name: string, branch: string) => `${name} is unstable${branch}`,
    stillFailing: (name: string, branch: string) => `${name} still fails${branch}`,
    recovered: (name: string, branch: string) => `${name} is green again${branch}`,
    flapping: (name: string, branch: string, changes: number) =>
      `${name} keeps failing and recovering${branch}: ${changes} changes within an hour, no more messages about it for an hour`,
    started: (name: string, branch: string) => `${name} began${branch}`,
    succeeded: (name: string, branch: string) => `${name} passed${branch}`,
    cancelled: (name: string, branch: string) => `${name} was cancelled${branch}`,
    job: (name: string, branch: string, state: string) => `${name}: ${state}${branch}`,
    /** How a job ended; others are told as their sender calls them. */
    ends: { success: 'passed', failure: 'failed', cancelled: 'cancelled', timed_out: 'timed out', error: 'failed' },
    on: (branch: string) => ` · ${branch}`,
    red: (time: string, failures: number) => ` (was red for ${time}, ${count(failures, 'failure')})`,
    took: (time: string) => `after ${time}`,
    tests: (failed: number, total: number, names: string) =>
      `${failed} of ${count(total, 'test')} failed${names === '' ? '' : `: ${names}`}`,
  },
  deployed: (who: string, what: string, where: string) =>
    who === '' ? `${what} was deployed to ${where}` : `${who} deployed ${what} to ${where}`,
  deployFailed: (what: string, where: string) => `Deploying ${what} to ${where} failed`,
  released: (what: string) => `${what} was released`,
  prereleased: (what: string) => `${what}, a pre-release, was released`,
  versionReleased: (what: string) => `Version ${what} was released`,
  sprintStarted: (name: string, end: string) => `${name} began${end === '' ? '' : `, until ${end}`}`,
  sprintClosed: (name: string) => `${name} is over`,
  tokenExpires: (name: string, date: string) => `Token ${name} expires on ${date}`,
  alerts: {
    firing: (number: number, name: string) => `🔥 Firing: ${name}${number > 1 ? ` (${number})` : ''}`,
    resolved: (number: number, name: string) => `✅ Resolved: ${name}${number > 1 ? ` (${number})` : ''}`,
    nodata: (name: string) => `❔ No data: ${name}`,
    warning: (name: string) => `⚠️ Warning: ${name}`,
    test: (name: string) => `🧪 Test: ${name}`,
    down: (name: string, since: string) => `🔴 ${name} is down${since === '' ? '' : ` (${since})`}`,
    up: (name: string, time: string) => `✅ ${name} is up again${time === '' ? '' : `, was down for ${time}`}`,
    well: (name: string, time: string) => `✅ ${name} is normal again${time === '' ? '' : ` (${time})`}`,
    ended: { fixed: 'fixed', dismissed: 'dismissed', reopened: 'open again', withdrawn: 'withdrawn' },
    since: (time: string) => `since ${time}`,
    until: (time: string) => `resolved ${time}`,
  },
  /** Luxon tokens. */
  format: { date: 'd LLL', dateOfYear: 'd LLL yyyy' },
  sentences: {
    'branch.created': (parts) => did(parts, 'created branch'),
    'branch.deleted': (parts) => did(parts, 'deleted branch'),
    'tag.created': (parts) => did(parts, 'tagged'),
    'tag.deleted': (parts) => did(parts, 'deleted tag'),
    'release.updated': (parts) => did(parts, 'changed release'),
    'pull_request.opened': (parts) => did(parts, 'opened'),
    'pull_request.ready': ({ thing }) => `${thing} waits for review`,
    'pull_request.approved': (parts) => did(parts, 'approved'),
    'pull_request.changes_requested': ({ who, thing }) =>
      who === '' ? `${thing} needs changes` : `${who} wants changes in ${thing}`,
    'pull_request.dismissed': (parts) => did(parts, 'dismissed a review of', 'lost a review'),
    'pull_request.reopened': (parts) => did(parts, 'reopened', 'is open again'),
    'pull_request.labeled': (parts) => did(parts, 'changed labels of', 'has other labels'),
    'pull_request.updated': (parts) => did(parts, 'updated'),
    'issue.opened': (parts) => did(parts, 'opened'),
    'issue.reopened': (parts) => did(parts, 'reopened', 'is open again'),
    'issue.deleted': (parts) => did(parts, 'deleted'),
    'issue.labeled': (parts) => did(parts, 'changed labels of', 'has other labels'),
    'issue.updated': (parts) => did(parts, 'updated'),
    'issue.moved': (parts) => did(parts, 'moved'),
    'issue.raised': (parts) => did(parts, 'raised'),
    'comment.updated': (parts) => did(parts, 'changed a comment on', 'has a changed comment'),
    'card.created': (parts) => did(parts, 'created'),
    'card.moved': (parts) => did(parts, 'moved'),
    'card.deleted': (parts) => did(parts, 'deleted'),
    'card.archived': (parts) => did(parts, 'archived'),
    'card.updated': (parts) => did(parts, 'updated'),
    board: (parts) => did(parts, 'changed the board'),
    security: ({ thing }) => thing,
    wiki: (parts) => did(parts, 'changed wiki page'),
    milestone: (parts) => did(parts, 'changed milestone'),
    member: (parts) => did(parts, 'changed the members of', 'has other members'),
    discussion: (parts) => did(parts, 'discusses', 'is discussed'),
    repository: (parts) => did(parts, 'changed the repository'),
    star: ({ who, thing }) => `${who} starred ${thing}`,
    fork: ({ who, thing }) => `${who} forked ${thing}`,
    ping: ({ thing }) => `${thing} is connected`,
  } satisfies Partial<Record<Kind, (parts: Parts) => string>>,
  deeds: deedsEn,
  digest: {
    today: 'today',
    since: (time: string) => `since ${time}`,
    counts: {
      push: (number: number) => count(number, 'push', 'pushes'),
      branch: (number: number) => count(number, 'branch', 'branches'),
      tag: (number: number) => count(number, 'tag'),
      release: (number: number) => count(number, 'release'),
      pull_request: (number: number) => count(number, 'pull request'),
      issue: (number: number) => count(number, 'issue'),
      comment: (number: number) => count(number, 'comment'),
      build: (number: number) => count(number, 'build'),
      deployment: (number: number) => count(number, 'deployment'),
      card: (number: number) => count(number, 'card'),
      alert: (number: number) => count(number, 'alert'),
      message: (number: number) => count(number, 'message'),
      star: (number: number) => count(number, 'star'),
      fork: (number: number) => count(number, 'fork'),
      other: (number: number) => count(number, 'other'),
    },
  },
  because: {
    unknown: (event: string) => `events like this are never told: ${event}`,
    saysNothing: 'it has no news',
    ping: 'it only tests the connection',
    event: (kind: string) => `${kind} is not in events`,
    repository: (name: string) => `repository ${name} is not in repositories`,
    branch: (name: string) => `branch ${name} is not in branches`,
    defaultBranch: (name: string) => `branch ${name} is not the default branch`,
    label: (name: string) => `label ${name} is excluded by labels`,
    labels: 'it has none of the labels in labels',
    author: (name: string) => `${name} is not in authors`,
    bot: (name: string) => `${name} is a bot (with bots: true it is told)`,
    draft: 'it is a draft (with drafts: true it is told)',
    confidential: 'it is confidential (with confidential: true it is told)',
    environment: (name: string) => `${name} is not production`,
    when: (condition: string) => `when is not true: ${condition}`,
    toldAlready: 'another event tells the same',
    oldRun: 'an older run, or the same run with the same result',
    flapping: 'it keeps failing and recovering',
  },
  refused: {
    noProof: 'no signature and no token',
    wrongSignature: 'wrong signature',
    staleSignature: 'the signed time is too far from the present time',
    wrongToken: 'wrong token',
    notJson: (line: number, column: number) => `not JSON: line ${line}, column ${column}`,
    wrongType: (type: string) => `cannot read ${type}`,
    tooLarge: 'too long: at most 5 MiB',
    packed: (encoding: string) => `the body is compressed (content-encoding ${encoding}): send it uncompressed`,
    malformed: (code: string, text: string) => `DingTalk would refuse this message: ${code}, ${text}`,
  },
};

/** `4 min 12 s`, `1 h 5 min`, `3 d`. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}
