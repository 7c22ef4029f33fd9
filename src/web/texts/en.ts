import type { RefusalReason } from '../actions.ts';
import { grouped } from './grouped.ts';
import { rhythmEn, shiftEn, stretchEn, unlessEn } from './rhythm-en.ts';
import type { Language } from '../../message/language.ts';
import type { Attempt, Origin, State } from '../../delivery/delivery.ts';
import type { EventState } from '../../delivery/inbox.ts';
import type { PageName } from '../page/page-name.ts';
import type { Theme } from '../theme.ts';

const FOREIGN_ADDRESS =
  'this machine does not have that address. Set daemon.http.host to 127.0.0.1, or to 0.0.0.0 for all its addresses.';

/** Every word that the page says. Plain text: the views escape it. A function where something stands within. */
export const en = {
  language: 'en' as Language,
  ownName: 'English',
  name: 'dingbell',
  tagline: 'Punctual reminders for DingTalk',
  skipToContent: 'Skip to content',
  pages: 'Pages',
  nav: {
    upcoming: 'Overview',
    month: 'Month',
    reminders: 'Reminders',
    history: 'History',
    hooks: 'Hooks',
    robots: 'Robots',
    problems: 'Configuration',
    conversation: 'Sandbox',
  } satisfies Record<PageName, string>,
  languages: 'Language',
  theme: { label: 'Appearance', auto: 'As the system', light: 'Light', dark: 'Dark' } satisfies {
    label: string;
  } & Record<Theme, string>,
  close: 'Close',
  live: 'Live',
  offline: 'Connection lost, reconnecting',
  signOut: 'Sign out',
  zoneNote: (zone: string) => `Times are in ${zone}`,
  list: (names: readonly string[]) => names.join(', '),
  /** A robot whose message no group sees. */
  inSandbox: (robot: string) => `${robot} (sandbox)`,

  /** Luxon tokens. */
  format: {
    date: 'd LLL',
    weekday: 'cccc',
    weekdayShort: 'ccc',
    dateOfYear: 'd LLL yyyy',
    month: 'LLLL yyyy',
    longDate: 'cccc, d LLLL yyyy',
    chatDay: 'cccc, LLLL d',
  },
  dayName: { yesterday: 'Yesterday', today: 'Today', tomorrow: 'Tomorrow' },
  relative: {
    now: 'any moment',
    justNow: 'just now',
    span,
    future: (text: string) => `in ${text}`,
    past: (text: string) => `${text} ago`,
  },
  /** A span within one sentence. */
  until: (time: string) => `– ${time}`,
  day: {
    /** From month and day in Chinese and in numbers. */
    lunar: (_: string, numbers: string) => `lunar ${numbers}`,
    /** One character or word that fits into a corner of a day. */
    off: 'off',
    work: 'work',
    holiday: holidayName,
    makeUp: (name: string) => `make-up workday, ${holidayName(name)}`,
    userOff: 'day off',
    userWork: 'workday',
    provisional: (what: string) => `${what} (provisional)`,
  },

  overview: {
    heading: 'Right now',
    next: 'Next reminder',
    nothing: 'Nothing is coming up',
    tally: 'How today went',
    deliveredToday: 'delivered today',
    failedToday: 'not delivered today',
    waiting: 'waiting',
    receivedToday: 'from hooks today',
  },

  clock: {
    doubtful: (why: string) => `The clock of this machine seems wrong: ${why}.`,
    hint: 'dingbell waits up to a minute for the clock to be corrected. After that it plans by the clock as it is. Check the date and the time of this machine.',
  },

  problems: {
    data: 'A data file of the daemon was deleted, moved or replaced.',
    heading: 'The configuration needs attention',
    errors: (count: number) => `The latest edit has ${count} ${count === 1 ? 'error' : 'errors'} and is not in use.`,
    keepsLastGood: 'dingbell keeps using the last correct configuration.',
    warnings: (count: number) =>
      count === 1 ? 'The configuration works. It has 1 warning.' : `The configuration works. It has ${count} warnings.`,
    frame: (place: string) => `The configuration at ${place}`,
    allowEmpty: 'Yes, go on without reminders',
    emptyAllowed: 'dingbell now uses the folder as it is.',
  },

  upcoming: {
    heading: 'Coming up',
    more: (count: number) => `${count} times that day`,
    atLeast: (count: number) => `at least ${count} times that day`,
    farAway: 'Nothing else within seven days. After that:',
    cut: 'There is more; the list ends here.',
    none: 'No reminders yet',
    noneHint: 'Write one into any YAML file of the schedules folder:',
    onlyPaused: 'Every reminder is paused or will never fire again.',
    notice: (days: number, date: string) => `${days} ${days === 1 ? 'day' : 'days'} before ${date}`,
    goesTo: 'to',
    turn: (name: string) => `${name}’s turn`,
    about: (name: string) => `about ${name}`,
    example: 'Time for lunch 🍚',
  },

  byHand: {
    heading: 'Set by hand',
    takeBack: 'Take it back:',
    stale: 'this reminder is not in the YAML any more',
  },

  month: {
    heading: 'Month',
    previous: 'Previous month',
    next: 'Next month',
    thisMonth: 'This month',
    weekdays: [
      ['Mon', 'Monday'],
      ['Tue', 'Tuesday'],
      ['Wed', 'Wednesday'],
      ['Thu', 'Thursday'],
      ['Fri', 'Friday'],
      ['Sat', 'Saturday'],
      ['Sun', 'Sunday'],
    ] as readonly (readonly [short: string, long: string])[],
    reminders: (count: number) => `${grouped(count)} ${count === 1 ? 'reminder' : 'reminders'}`,
    failed: (count: number) => `${grouped(count)} not delivered`,
    deliveries: (count: number) => `${grouped(count)} ${count === 1 ? 'message' : 'messages'}`,
    more: (count: number) => `${grouped(count)} more`,
    daily: (count: number) => `${grouped(count)} every day`,
    workdays: (workdays: number, daysOff: number) => `${workdays} workdays, ${daysOff} days off`,
    unknown: 'The workdays of this month are not known yet. Reminders that depend on them are not listed.',
    provisional: (year: number) =>
      `The days off of ${year} are not known yet. Days marked “provisional” may change. npx dingbell doctor says why.`,
    cut: 'There are too many reminders to list them all here.',
    nothing: 'No reminder on this day.',
    happened: 'What happened on this day',
    keys: 'Arrow keys move between days, Page Up and Page Down between months.',
    skipped: (count: number) => `${count} left out`,
  },

  rhythm: rhythmEn,
  shift: shiftEn,
  unless: unlessEn,
  stretch: stretchEn,
  apart: '; ',

  reminders: {
    heading: 'All reminders',
    count: (count: number) => `${grouped(count)} in all`,
    byFile: 'By file',
    byTag: 'By tag',
    untagged: 'no tag',
    find: 'Find by name, text, tag or robot',
    search: 'Find',
    noneFound: 'No such reminder.',
    next: 'Next',
    never: 'will never fire again',
    pausedInYaml: 'paused: true is written in the YAML',
    exampleHeld: 'an example that came with dingbell: not sent to a real group',
    cut: (count: number) => `Only the first ${grouped(count)} are listed. Use the search above to find the others.`,
  },

  actions: {
    menu: (reminder: string) => `Actions for ${reminder}`,
    fire: 'Send now',
    skip: (date: string) => `Skip ${date}`,
    skipOne: (time: string) => `Skip only this one, ${time}`,
    skipDay: (date: string) => `Skip the whole day, ${date}`,
    swap: 'Swap',
    swapWith: (date: string) => `Who takes the turn of ${date}`,
    unswap: (date: string) => `Take back the swap of ${date}`,
    pause: 'Pause',
    pauseUntil: 'Pause until this day (it is sent again that day)',
    pauseForEver: 'Pause for ever',
    resume: 'Resume',
    unskip: (date: string) => `Do not skip ${date}`,
    resend: 'Send again',
    replay: 'Replay',
    cancel: 'Cancel',
    fired: (reminder: string, robots: string) => `${reminder} is on its way to ${robots}.`,
    skipped: (reminder: string, date: string) => `${reminder} will not be sent on ${date}.`,
    swapped: (reminder: string, date: string, person: string) => `${reminder}: ${date} is the turn of ${person}.`,
    paused: (reminder: string) => `${reminder} is paused until somebody resumes it.`,
    pausedUntil: (reminder: string, time: string) => `${reminder} is paused until ${time}.`,
    resumed: (reminder: string) => `${reminder} is active again.`,
    unskipped: (reminder: string, date: string) => `${reminder} will be sent on ${date} as usual.`,
    unswapped: (reminder: string, date: string) => `${reminder}: the swap of ${date} was taken back.`,
    resent: (robot: string) => `It is on its way to ${robot} once more.`,
    replayed: 'Handled as if it had just arrived: it will be sent to the group.',
    replayedUntold: (why: string) => `Handled as if it had just arrived. It is not sent: ${why}.`,
    askTitle: 'Really send it?',
    ask: (robots: string) => `This message goes to a real DingTalk group at once: ${robots}.`,
    refused,
    badRequest: 'Something in the request is missing or wrong. Go back to the page and try again.',
    locked: 'To send, skip or pause here, set DINGBELL_TOKEN in .env and sign in with that token.',
  },

  /** A message by hand. */
  compose: {
    heading: 'Send a message',
    robot: 'Robot',
    text: 'Text',
    at: 'When (empty: now)',
    all: 'Call everyone (@all)',
    send: 'Send',
    sent: (robot: string) => `The message is on its way to ${robot}.`,
    later: (robot: string, time: string) => `${robot} will get the message on ${time}.`,
    waiting: 'For later',
    change: 'Save',
    takeBack: 'Take back, do not send',
    takenBack: 'Taken back. The message will not be sent.',
    tooLate: 'Too late: the message is being sent, or was sent.',
    hasPassed: 'That time has passed. Choose a later one.',
    tooLong: 'The message is too long for DingTalk. Make it shorter.',
  },

  history: {
    heading: 'What happened',
    latest: (count: number) => `latest ${count}`,
    all: 'See all',
    filter: {
      label: 'Filter',
      state: 'State',
      reminder: 'Reminder',
      robot: 'Robot',
      from: 'From',
      until: 'To',
      text: 'Text',
      any: 'Any',
      submit: 'Filter',
      clear: 'Clear',
    },
    older: 'Older',
    newest: 'Back to the newest',
    nothingFound: 'Nothing matches the filter.',
    searchedBackTo: (time: string) => `Searched back to ${time}. Older records have not been searched yet.`,
    part: (number: number, of: number) => `part ${number} of ${of}`,
    carries: (count: number) => `carries ${count} messages`,
    carriedBy: 'Carried by the digest',
    about: 'About',
    expiresAt: 'Expires',
    id: 'Id',
    none: 'Nothing has happened yet',
    noneHint: 'The first message will appear here, with every attempt to send it.',
    states: {
      pending: 'waiting',
      sending: 'sending',
      delivered: 'delivered',
      failed: 'failed',
      expired: 'expired',
      missed: 'missed',
      skipped: 'skipped',
    } satisfies Record<State, string>,
    origins: {
      fire: 'fired by hand',
      send: 'sent by hand',
      hook: 'from another program',
      owner: 'from dingbell itself',
      digest: 'digest',
    } satisfies Record<Exclude<Origin, 'schedule'>, string>,
    late: (text: string) => `${text} late`,
    run: (count: number, from: string, to: string) => `${grouped(count)} missed, from ${from} to ${to}`,
    attempts: 'Attempts',
    noAttempt: 'No request was made.',
    outcomes: {
      delivered: 'accepted by DingTalk',
      throttled: 'throttled',
      unreachable: 'unreachable',
      rejected: 'rejected',
      ambiguous: 'sent, no answer',
      unknown: 'result not known',
    } satisfies Record<NonNullable<Attempt['outcome']> | 'unknown', string>,
    dueAt: 'Due',
    finishedAt: 'Finished',
    nextAttemptAt: 'Next attempt',
    robot: 'Robot',
    reason: 'Reason',
    message: 'Message',
    announce: (what: string, state: string) => `${what}: ${state}`,
  },

  /** What other programs send. */
  hooks: {
    heading: 'From other programs',
    none: 'No hook yet',
    noneHint:
      'A hook tells the group what happens in another program. Write one into any YAML file of the schedules folder:',
    noneSecret: 'Then run npx dingbell hook secret shop. It makes the secret and says where to paste it.',
    paused: 'paused',
    today: 'today',
    never: 'nothing has come yet',
    last: (span: string) => `last ${span}`,
    onlyHere:
      'Only this machine can reach this address. For other machines, set daemon.http.publicUrl or daemon.http.host.',
    received: 'Received',
    filter: { label: 'Filter', hook: 'Hook', state: 'Outcome' },
    states: { waiting: 'waits to be told', told: 'told', ignored: 'not told', refused: 'refused' } satisfies Record<
      EventState,
      string
    >,
    nothing: 'Nothing has come yet',
    nothingHint:
      'Events that other programs send to the addresses above appear here. You see whether the group was told, and if not, why.',
    toldAt: (time: string) => `at ${time}, together with other events about the same thing`,
    repeats: (times: number) => `sent again ${times === 1 ? 'once' : `${grouped(times)} times`}`,
    facts: {
      receivedAt: 'Received',
      hook: 'Hook',
      kind: 'Kind',
      outcome: 'Outcome',
      dueAt: 'Told',
      messages: 'Messages',
      id: 'Id',
      headers: 'Headers',
      body: 'Body',
    },
    look: 'What was received',
    notKept: 'The request was not kept, or is deleted by now: keep of the hook says for how long.',
    cut: (characters: number) => `Only the first ${grouped(characters)} characters are shown.`,
    all: 'All events',
  },

  robots: {
    heading: 'Robots',
    none: 'No robot is configured.',
    sandbox: 'sandbox',
    dingtalk: 'DingTalk group',
    ready: 'ready',
    sending: 'sending',
    backlog: (count: number) => `${grouped(count)} queued`,
    retrying: 'cannot send, trying again',
    coolingUntil: (time: string) => `cooling down until ${time}`,
    pausedSince: (time: string) => `stopped since ${time}; it sends again when you change its configuration`,
    limit: (perMinute: number) => `at most ${perMinute} a minute`,
    sharesWith: (robots: string) => `shares its webhook and queue with ${robots}`,
    all: 'Details',
    lanesHeading: 'Robots and lanes',
    waitingSince: (span: string) => `the oldest has waited ${span}`,
    usage: (calls: number, perMonth: number) => `${grouped(calls)} of ${grouped(perMonth)} calls`,
    usageLabel: 'Share of the monthly quota that is used',
    planned: (calls: number) => `reminders need about ${grouped(calls)} this month`,
    overQuota: 'more than the quota',
    keywords: (words: string) => `keywords ${words}`,
    tells: (robot: string) => `tells ${robot}`,
    secured: 'signed',
    unsecured: 'not signed',
    peaks: 'The busiest minutes',
    peak: (time: string, messages: number, last: string) =>
      `${time}: ${messages} messages, the last goes out at about ${last}`,
    facts: {
      limit: 'Limit',
      usage: 'This month',
      backlog: 'Backlog',
      security: 'Security',
      onFailure: 'On failure',
    },
    noBacklog: 'nothing queued',
  },

  configuration: {
    heading: 'Configuration',
    readAt: 'Last read',
    accepted: 'in use',
    refused: 'has errors: the last correct one stays in use',
    directory: 'Folder',
    holds: 'Holds',
    counts: (reminders: number, robots: number, people: number) =>
      `${reminders} reminders, ${robots} robots, ${people} people`,
    fine: 'Nothing is wrong',
    fineHint: 'If you make a mistake in the YAML, it is shown here.',
  },

  sandboxOnly: {
    head: 'No group is connected: nothing reaches DingTalk',
    hint: 'Messages appear on this page only. To connect your group, run',
  },
  sandbox: {
    heading: 'The sandbox group',
    note: 'These messages went to the built-in copy of DingTalk. No real group has seen them.',
    goLive:
      'To send to a real group, run npx dingbell init, or put the webhook and secret of your group’s robot into .env. It takes effect when you save it.',
    all: 'On its own',
    groups: 'Groups',
    allGroups: 'All messages',
    none: 'Every robot sends to a real DingTalk group. No robot is the sandbox.',
  },

  /** A group as DingTalk shows it. */
  chat: {
    empty: 'No messages yet',
    emptyHint: 'Reminders will appear here as they would in a DingTalk group.',
    robot: 'Robot',
    everyone: 'everyone',
  },
  /** The page of a sandbox that stands alone. */
  alone: {
    heading: 'dingbell sandbox',
    note: 'Messages stay on this machine; nothing went to DingTalk. Signatures, keywords and limits are checked as strictly as DingTalk does.',
    requests: 'Latest requests',
    arrivals: { shown: 'shown', duplicate: 'duplicate, not shown again', refused: 'refused' },
    nobody: 'unknown token',
  },

  /** Messages about alerts. */

  listen: {
    cannotListen: (address: string, why: string) => `The page cannot listen on ${address}: ${why}`,
    /** By the system's code. */
    advice: {
      EADDRINUSE:
        'another program (perhaps another dingbell) uses this port. Set daemon.http.port to a free port, or to 0 to get any free one.',
      EACCES: 'this port needs special rights. Set daemon.http.port to 1024 or higher.',
      EADDRNOTAVAIL: FOREIGN_ADDRESS,
      ENOTFOUND: FOREIGN_ADDRESS,
    },
  },

  login: {
    title: 'Enter the token',
    explanation: 'The token is DINGBELL_TOKEN in .env (daemon.http.token in the YAML).',
    label: 'Token',
    submit: 'Enter',
    wrong: 'That is not the token. Try again.',
  },

  refusals: {
    home: 'To the first page',
    title: 'Not from here',
    'foreign-host':
      'dingbell does not accept this host name. Open the page as localhost or 127.0.0.1, or add the host name to daemon.http.publicHosts.',
    'remote-without-token':
      'No token is set, so only this machine may open the page. To open it from another machine, set DINGBELL_TOKEN in .env (daemon.http.token in the YAML).',
    'foreign-origin': 'The request comes from a page of another site. That is not allowed.',
    'write-without-token':
      'No token is set, so nobody may send or change anything here. Set DINGBELL_TOKEN in .env (daemon.http.token in the YAML).',
    'token-wanted': 'Send the token in this header: Authorization: Bearer …',
    'calendar-revoked': 'This calendar address is wrong or no longer valid. Ask for the new one.',
    tooManyTries: 'Too many wrong tokens. Wait a minute, then try again.',
    tooManyOpen: 'Too many pages are open, or dingbell is stopping. Close some pages, then reload this one.',
    tooLarge: 'Too long: at most 64 KiB.',
    notFound: 'There is no such page.',
    method: (allowed: string) => `Only this is allowed here: ${allowed}.`,
    formWanted: 'Send a form: application/x-www-form-urlencoded.',
    storeRefuses: 'The database cannot be used at the moment. Nothing was changed. Try again soon; the log says why.',
    internal: 'Something went wrong inside dingbell. Its log has the details.',
  },
};

export interface SpanParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** In words, most significant first, never more than two units. */
function span({ days, hours, minutes }: SpanParts): string {
  const parts = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
  ].filter((part) => part !== '');
  return parts.slice(0, 2).join(' ');
}

/** Of mainland China's holidays, also where several fall on one day; others stay as they are. */
function holidayName(name: string): string {
  return name
    .split(/[、,，]\s*/)
    .map((each) => HOLIDAYS.get(each) ?? each)
    .join(', ');
}

const HOLIDAYS: ReadonlyMap<string, string> = new Map([
  ['元旦', 'New Year'],
  ['春节', 'Spring Festival'],
  ['清明', 'Qingming'],
  ['清明节', 'Qingming'],
  ['劳动节', 'Labour Day'],
  ['端午', 'Dragon Boat Festival'],
  ['端午节', 'Dragon Boat Festival'],
  ['中秋', 'Mid-Autumn Festival'],
  ['中秋节', 'Mid-Autumn Festival'],
  ['国庆节', 'National Day'],
]);

function refused(because: RefusalReason): string {
  switch (because.kind) {
    case 'unknown-reminder':
      return 'There is no such reminder. Perhaps it was just removed from the configuration.';
    case 'unknown-delivery':
      return 'There is no such record. Perhaps it was deleted because it was old.';
    case 'unknown-event':
      return 'There is no such event. Perhaps it was deleted because it was old.';
    case 'unknown-hook':
      return 'There is no such hook in the configuration any more.';
    case 'not-kept':
      return 'The request is not kept any more, so it cannot be replayed.';
    case 'never-again':
      return 'This reminder will never fire again, so there is nothing to skip.';
    case 'nothing-on-date':
      return `This reminder is not due on ${because.date}.`;
    case 'already-skipped':
      return `${because.date} is already skipped.`;
    case 'end-has-passed':
      return 'The pause would end in the past. Choose a later day.';
    case 'not-paused':
      return 'This reminder is not paused.';
    case 'example-held':
      return 'This example came with dingbell. To have it sent, name its robots in .env: DINGBELL_EXAMPLES=team';
    case 'paused-in-yaml':
      return `The pause is written in the YAML (${because.file}:${because.line}). To end it, edit the YAML.`;
    case 'no-turns':
      return 'This reminder has no people who take turns.';
    case 'unknown-person':
      return 'There is no such person.';
    case 'not-skipped':
      return `${because.date} is not skipped.`;
    case 'not-resendable':
      return 'This message cannot be sent again: it was delivered, is on its way, or was skipped on purpose.';
  }
}
