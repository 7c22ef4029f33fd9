import type { SpanParts, Texts } from './texts.ts';

export const en: Texts = {
  language: 'en',
  name: 'dingbell',
  tagline: 'Punctual reminders for DingTalk',
  skipToContent: 'Skip to content',
  languages: 'Language',
  live: 'Live',
  offline: 'Connection lost, reconnecting',
  signOut: 'Sign out',
  zoneNote: (zone) => `Times are in ${zone}`,
  list: (names) => names.join(', '),

  format: { date: 'd LLL', weekday: 'cccc', weekdayShort: 'ccc', moment: 'd LLL HH:mm:ss' },
  dayName: { yesterday: 'Yesterday', today: 'Today', tomorrow: 'Tomorrow' },
  relative: { now: 'any moment', span, future: (text) => `in ${text}`, past: (text) => `${text} ago` },
  until: (time) => `– ${time}`,

  overview: {
    heading: 'Right now',
    next: 'Next reminder',
    nothing: 'Nothing is coming up',
    tally: 'How today went',
    deliveredToday: 'delivered today',
    failedToday: 'not delivered today',
    waiting: 'waiting',
    atLeast: (count) => `${count}+`,
  },

  problems: {
    heading: 'The configuration wants a look',
    errors: (count) => `The latest edit has ${count} ${count === 1 ? 'error' : 'errors'} and is not in use.`,
    keepsLastGood: 'dingbell keeps running on the last good configuration.',
    warnings: (count) =>
      count === 1
        ? 'The configuration works; one place is worth a look.'
        : `The configuration works; ${count} places are worth a look.`,
    frame: (place) => `The configuration at ${place}`,
  },

  upcoming: {
    heading: 'Coming up',
    more: (count) => `${count} times that day`,
    farAway: 'Nothing else within seven days. Further on:',
    cut: 'There is more; the list ends here.',
    none: 'No reminders yet',
    noneHint: 'Write one into any YAML file of the schedules folder:',
    onlyPaused: 'Every reminder is paused or will never fire again.',
    notice: (days, date) => `${days} ${days === 1 ? 'day' : 'days'} ahead of ${date}`,
    goesTo: 'to',
    example: ['reminders:', '  lunch:', '    at: "11:50"', '    text: Time for lunch 🍚'].join('\n'),
  },

  byHand: {
    heading: 'Set by hand',
    pausedUntil: (time) => `paused by hand until ${time}`,
    takeBack: 'Take it back:',
  },

  history: {
    heading: 'What happened',
    latest: (count) => `latest ${count}`,
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
    },
    origins: { fire: 'fired by hand', send: 'sent by hand', owner: 'from dingbell itself' },
    late: (text) => `${text} late`,
    attempts: 'Attempts',
    noAttempt: 'No request was made.',
    outcomes: {
      delivered: 'taken by DingTalk',
      throttled: 'throttled',
      unreachable: 'unreachable',
      rejected: 'rejected',
      ambiguous: 'sent, no answer',
      unknown: 'left no result',
    },
    dueAt: 'Due',
    finishedAt: 'Finished',
    nextAttemptAt: 'Next attempt',
    robot: 'Robot',
    reason: 'Reason',
    message: 'Message',
    announce: (what, state) => `${what}: ${state}`,
  },

  robots: {
    heading: 'Robots',
    none: 'No robot is configured.',
    sandbox: 'sandbox',
    dingtalk: 'DingTalk group',
    ready: 'ready',
    sending: 'sending',
    unused: 'used by no reminder',
    backlog: (count) => `${count} queued`,
    coolingUntil: (time) => `throttled, cooling down until ${time}`,
    pausedSince: (time) => `paused since ${time}, until its configuration changes`,
    limit: (perMinute) => `at most ${perMinute} a minute`,
    sharesWith: (robots) => `shares its webhook and queue with ${robots}`,
  },

  sandbox: {
    heading: 'The sandbox group',
    note: 'These messages were signed and posted for real, but to the built-in fake DingTalk: no group has seen them.',
    goLive: 'To go live, put the webhook and secret of your group’s robot into .env and restart dingbell.',
  },

  login: {
    title: 'A token, please',
    explanation: 'This page is protected by the token in your configuration, daemon.http.token.',
    label: 'Token',
    submit: 'Enter',
    wrong: 'That is not the token. Try again.',
  },

  refusals: {
    title: 'Not from here',
    host: 'The request names a host that dingbell does not go by. Open it as localhost or 127.0.0.1, or write that host name into daemon.http.publicHosts.',
    remote:
      'Without a token only this very machine may look. Set daemon.http.token in the configuration to open it from elsewhere.',
    origin: 'The request comes from a page of another site, which is not allowed.',
    write: 'Without a token nobody may send or change anything over HTTP. Set daemon.http.token in the configuration.',
    token: 'Show the token: Authorization: Bearer …',
    calendarRevoked: 'This address of the calendar is not valid, or not any more: ask for the new one.',
    tooManyTries: 'Too many wrong tokens: wait a minute, then try again.',
    tooLarge: 'Too long: at most 64 KiB.',
    notFound: 'There is no such page.',
    method: (allowed) => `Here one may only: ${allowed}.`,
    formWanted: 'Send a form: application/x-www-form-urlencoded.',
    storeRefuses: 'The database refuses at the moment, nothing was changed: try again soon. The log says why.',
    internal: 'Something went wrong inside dingbell; its log has the details.',
  },
};

function span({ days, hours, minutes }: SpanParts): string {
  const parts = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
  ].filter((part) => part !== '');
  return parts.slice(0, 2).join(' ');
}
