import { START, UPDATE } from '../ways.ts';
import type { ClockChange } from '../clock-change.ts';
import type { ExampleChoice } from '../init/examples.ts';
import type { Starter } from '../init/plan.ts';
import type { UsageError } from '../usage-error.ts';
import { grouped } from '../../web/texts/grouped.ts';
import { secondsOrMinutes } from './seconds-or-minutes.ts';

/** English. */
export const en = {
  ownName: 'English',
  /** Monday first, as ISO counts them. */
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as readonly string[],
  error: 'error: ',
  warning: 'warning: ',
  tryThis: '→',
  unexpected: (message: string) => `${message} (--verbose shows the stack trace)`,
  /** Joins the items of a list: robots, ids. */
  list: (items: readonly string[]) => items.join(', '),
  /** A robot whose message no group sees. */
  inSandbox: (robot: string) => `${robot} (sandbox)`,
  notANumber: (least: number, most: number) =>
    most > 1_000_000 ? `Write a whole number from ${least} up.` : `Write a whole number from ${least} to ${most}.`,

  help: {
    /** By commander's own title. */
    titles: { 'Global Options:': 'Always:' } as Titles,
    byDefault: (value: string) => `default: ${value}`,
    remark: (text: string) => ` (${text})`,
    separator: '; ',
    program: 'Punctual reminders for DingTalk groups: YAML in, signed messages out.',
    version: 'print the version',
    help: 'print this help',
    lang: 'language (default: as the environment says)',
    json: 'one JSON object per line on stdout, and nothing else',
    verbose: 'stack traces with errors',
    groups: {
      daily: 'Every day:',
      byHand: 'By hand:',
      looking: 'Looking ahead:',
      setup: 'Setting up:',
    },
    /** commander's own words in the line that shows the usage. */
    usage: (line: string) => line,
    goOn: 'Begin with npx dingbell init. For one command: npx dingbell <command> --help',
    examples: 'Examples:',
    twoFolders: (one: string, other: string) => `The folder is given twice: ${one} and --dir ${other}.`,
    /** In an example of `send`. */
    said: 'The disk is nearly full',
    commands: {
      init: 'set up: folder, robot, a first message in the group',
      run: 'the daemon: sends what is due, until it is stopped',
      check: 'every mistake in the YAML: where it is, and what to write',
      next: 'what will fire, and when',
      preview: 'a reminder as it will be sent',
      send: 'a message now, or at a time you give: for people, alarms, CI',
      takeBack: 'take back a message that waits for its time',
      fire: 'a reminder now, without moving its schedule',
      calendar: 'a month of workdays and days off, with the reasons',
      simulate: 'what would be posted in a range of time, limits included',
      export: 'what will fire, for calendar apps',
      exportIcs: 'what will fire, as iCalendar',
      skip: 'leave out one date of a reminder, or one time of it',
      swap: 'let somebody else take the turn of a date',
      pause: 'silence a reminder for a while, or until resume',
      resume: 'end a pause, or take the skip or swap of a date back',
      vacation: 'send nothing about people on some dates',
      vacationAdd: 'no message is about them or mentions them; the next person takes their turns',
      vacationRemove: 'take vacations back',
      vacationList: 'the vacations that are not over',
      hook: 'what other programs post to /hooks/NAME',
      hookList: 'the hooks, their addresses, and what came today',
      hookTest: 'what would happen to a body that a sender posts',
      hookEvents: 'the events that came, and what happened to each',
      hookShow: 'one event, with what was received',
      hookSecret: 'make a secret for a hook, write it into .env, and say where to paste it',
      hookRegister: 'make the webhook at a sender that has no page for it: Trello',
      hookReplay: 'the message of an event that came before, as it would be now',
      history: 'what was sent, missed, failed',
      status: 'is it running, what waits, what is wrong',
      doctor: 'what could keep reminders from arriving, and what to do about it',
      backup: 'a copy of the database, while the daemon runs or not',
      restore: 'put a backup in the place of the database',
      explain: 'when something fires, in words, and its next times',
      completion: 'let your shell complete commands, ids, names',
      schema: 'the JSON Schema of the YAML, for editors',
      sandbox: 'a fake DingTalk on this machine, to try things out',
    },
    options: {
      hook: 'its name under hooks:',
      hookBody: 'the body that was posted; - reads standard input',
      hookHeaders: 'the headers that came with it: JSON, or Name: value in each line',
      hookAt: 'when it came; if its headers have a signed time, the same time (default: now)',
      hookSample: 'try a made-up event of this kind: build.failed',
      hookStored: 'try an event that came before, by the beginning of its id',
      hookReplace: 'replace a secret that is set',
      hookBoard: 'the board, by its address or short link',
      hookSend: 'send the message to the group',
      hookEvent: 'its id, or the beginning of it',
      initDir: 'folder for the YAML; YAML that is already in it stays (default: schedules)',
      yes: 'ask nothing: defaults, and the robot from DINGTALK_TEAM_WEBHOOK, DINGTALK_TEAM_SECRET',
      stdin: 'with --yes: the webhook is on the first line of standard input, the secret on the second',
      initRobot: 'with --yes: in a folder that has YAML already, the robot to connect (default: the first)',
      initKeyword: 'with --yes: the keywords of a robot in keyword mode',
      initTimezone: 'with --yes: zone of the times in reminders (default: Asia/Shanghai)',
      initReminders:
        'with --yes: clock-in, lunch, clock-out, workout, reading (default: the first three in the sandbox, none for a group)',
      initExamples: 'with --yes: what to do with the examples: pause (default), take-out, keep',
      initReplace: 'with --yes: replace an address that is set already',
      dir: 'folder with the YAML, or a file of it (default: schedules, here or in the nearest folder above)',
      sameDir: 'the same as [dir]',
      allowEmpty: 'accept a folder that has no reminder left; the old ones are not kept',
      from: 'start, inclusive: 2026-12-31, 2026-12-31T08:50, 2h (default: now)',
      until: 'end, exclusive',
      count: 'at most this many (default: 20; all with --until)',
      reminder: 'only this reminder',
      robot: 'only what goes to this robot',
      id: 'id of a reminder',
      at: 'the first time at or after this one (default: now)',
      month: 'which month: 2026-11 (default: this one)',
      calendar: 'name of a calendar in the YAML (default: the one of reminders that name none)',
      simulateFrom: 'start, inclusive: the daemon starts then',
      icsUntil: 'end, exclusive (default: a year from now)',
      output: 'write to this file (default: standard output)',
      date: 'the date it is about: 2026-12-24, today, tomorrow',
      skippedWhat: 'the date, 2026-12-24, today, tomorrow; or one time of it, 2026-12-24T14:00',
      skippedDate: 'take back the skip or swap of this date, or the skip of this time (default: end the pause)',
      substitute: 'who takes the turn, by id or name; several take it together',
      pauseUntil: 'it is sent again from then on: 2026-12-31, 2h, 7d (default: until resume)',
      person: 'a person in the YAML, by id or name',
      all: 'everybody: no reminder sends anything',
      vacationFrom: 'first date: 2026-12-24, today, tomorrow',
      vacationUntil: 'last date, inclusive (default: one day)',
      removeFrom: 'only the one that begins then (default: all of them)',
      robotName: 'name of a robot in the YAML',
      text: 'what to say; - reads standard input',
      markdown: 'Markdown from this file; - reads standard input',
      title: 'title of the Markdown message (default: its first line)',
      junit: 'a summary of these JUnit XML files; - reads standard input',
      priority: 'above 0 it passes quiet hours; higher goes first at one instant (default: 0)',
      key: 'send only one message with this key, even if the command runs again',
      mention: 'whom to call: ids or names from people:, mobile numbers, user ids',
      atAll: 'call everyone',
      sendAt: 'send it then: 15:00, "tomorrow 9:00", 2h, 2026-12-24; otherwise now',
      insteadOf: 'change a message that waits: this one takes its place; status shows the ids',
      waitingMessage: 'the id of a message that waits, or its beginning; status shows it',
      wait: 'wait until it is delivered or has failed',
      since: 'from then on: 2026-12-31, 2h, 7d (ago)',
      state: 'only this state',
      limit: 'at most this many, the newest',
      doctorSend: 'prove each robot with a test message',
      backupFile: 'the copy (default: dingbell-DATE-TIME.db in this folder); a file that exists is not overwritten',
      restoreFile: 'the backup',
      expression: 'id of a reminder, "every: 2 weeks, from: 2026-12-02", or cron: "30 18 * * 1,3,5"',
      timezone: 'IANA time zone of an expression (default: Asia/Shanghai)',
      explainFrom: 'start, inclusive (default: now)',
      explainCount: 'how many next times',
      dayMatch: 'when both day fields are restricted',
      shell: 'your shell',
      port: 'port to listen on',
      anyPort: 'any free one',
      secret: 'signing secret (default: a new one)',
      keyword: 'every message must contain one of these',
      perMinute: 'messages a minute before it refuses',
    },
  },

  /** Wrong usage by commander's code; what is missing here is said in commander's own English. */
  usage: {} as UsageTexts,

  time: {
    unreadable: (option: string, text: string, isToCome: boolean) =>
      `${option}: "${text}" is not a time. Write ${isToCome ? '15:00, tomorrow 9:00, ' : ''}2026-12-31, 2026-12-31T08:50, 2026-12-31T08:50+08:00, or how far from now: 2h, -1d.`,
    noDate: (name: string, text: string) =>
      `${name}: "${text}" is not a date. Write one like 2026-12-31, or today, or tomorrow.`,
    noMonth: (option: string, text: string) => `${option}: "${text}" is not a month. Write one like 2026-11.`,
    monthTooFar: (option: string, text: string) =>
      `${option}: ${text} is too far away. Months from 1900-01 to 2999-12 can be shown.`,
    emptyRange: '--until is not after --from.',
    unknownZone: (zone: string) =>
      `There is no time zone "${zone}". Write an IANA name like Asia/Shanghai or Europe/Berlin.`,
  },

  unknown: {
    calendar: (name: string, nearest: string | undefined) =>
      `There is no "${name}" in calendars:.${didYouMean(nearest)}`,
    person: (id: string, nearest: string | undefined) => `There is nobody "${id}" in people:.${didYouMean(nearest)}`,
    severalPeople: (name: string, ids: string) => `Several people are called "${name}": write the id, one of ${ids}.`,
    reminder: (id: string, nearest: string | undefined) => `There is no reminder "${id}".${didYouMean(nearest)}`,
    robot: (name: string, nearest: string | undefined) => `There is no robot "${name}".${didYouMean(nearest)}`,
    hook: (name: string, nearest: string | undefined) => `There is no hook "${name}".${didYouMean(nearest)}`,
    noRobots: 'There is no robot yet: npx dingbell init sets one up.',
  },

  hook: {
    none: 'There is no hook yet: docs/hooks.md shows how to make one.',
    nothing: 'Nothing has come yet.',
    never: 'never',
    paused: 'paused',
    counts: (told: number, ignored: number, refused: number) =>
      [`${told} told`, `${ignored} ignored`, refused > 0 && `${refused} refused`].filter(Boolean).join(', '),
    columns: {
      hook: 'Hook',
      from: 'From',
      last: 'Last event',
      today: 'Today',
      address: 'Address',
      id: 'Id',
      time: 'Time',
      kind: 'Kind',
      subject: 'What',
    },
    states: { waiting: 'waits to be told', told: 'told', ignored: 'not told', refused: 'refused' },
    because: (why: string) => `: ${why}`,
    repeats: (times: number) => `sent again ${times === 1 ? 'once' : `${times} times`}`,
    unknownEvent: (id: string) => `No event has an id that begins with "${id}": npx dingbell hook events lists them.`,
    severalEvents: (id: string) => `Several events have an id that begins with "${id}": write more of it.`,
    restOfBody: (left: number, id: string) =>
      `… and ${grouped(left)} more characters: npx dingbell hook show ${id} --json has all of it`,
    notKept: 'What was received is not kept any more: keep of the hook says for how long.',
    oneInput: 'Say what to try: a file (- reads standard input), --sample KIND, or --event ID; one of them.',
    unknownKind: (kind: string, nearest: string | undefined) =>
      `There is no kind "${kind}".${didYouMean(nearest)} docs/hooks.md lists the kinds.`,
    kindNotSent: (from: string, kind: string, sent: string) => `${from} never sends ${kind}. It sends: ${sent}.`,
    unreadable: (file: string, reason: string) => `${file} cannot be read: ${reason}`,
    headers: 'Write headers as JSON, {"X-GitHub-Event": "push"}, or as "X-GitHub-Event: push" in each line.',
    secret: {
      secret: 'Secret, shown this once: ',
      token: 'Token, shown this once: ',
      address: 'Address: ',
      written: (variable: string, file: string) =>
        `${variable} is written in ${file}; a running daemon reads it by itself.`,
      write: (file: string, hook: string, line: string) =>
        `The hook does not name that variable yet. Write below ${hook} in ${file}: ${line}`,
      paused: (file: string) => `The hook is paused: take paused: true out of ${file} when both sides have the secret.`,
      onlyHere: 'Only this machine reaches that address. For other programs set daemon.http.publicUrl, or host.',
      itsOwn: (setup: string, variable: string) => `${setup} Write it into .env: ${variable}=…`,
      taken: (variable: string) =>
        `${variable} is set already. --replace makes a new one. Enter the new one at the sender too; until then nothing is accepted.`,
      ask: (variable: string) => `${variable} is set already. Replace it? Its sender needs the new one too.`,
      yes: 'replace',
      no: 'keep',
    },
    register: {
      notNeeded: (hook: string, from: string) =>
        `${hook} needs no registering: ${from} has a page where you enter its address.`,
      onlyHere: (address: string) =>
        `Trello cannot reach ${address}: write the address under which others reach you into daemon.http.publicUrl.`,
      key: 'API key, from https://trello.com/power-ups/admin → your Power-Up → API key',
      token: 'Token, from the same page: API key → Token, and allow it',
      missing: (variable: string, what: string) =>
        `${variable} is missing: set it in the environment or in .env. ${what}`,
      whichBoard: 'Which board?',
      which: (boards: string) => `Say which board: --board SHORTLINK. There are: ${boards}`,
      noBoards: 'This token sees no board.',
      noBoard:
        'There is no such board, or this token does not see it: --board takes its address, https://trello.com/b/….',
      unauthorized: (said: string) =>
        `Trello does not accept that key or token (${said}): check TRELLO_KEY and TRELLO_TOKEN.`,
      unreached: (address: string, said: string) =>
        `Trello could not reach ${address}: the daemon must run, and the internet must reach it at that address. Trello said: ${said}`,
      refused: (status: number, said: string) => `Trello refused (${status}): ${said}`,
      unanswered: (why: string) => `Trello did not answer: ${why}`,
      done: (board: string, address: string) => `From now on, Trello sends what happens on ${board} to ${address}.`,
      already: (board: string, address: string) => `Trello already sends what happens on ${board} to ${address}.`,
    },
    trial: {
      proven: { signature: 'The signature is right.', token: 'The token is right.' },
      refused: (why: string) => `It would be refused: ${why}`,
      told: (seconds: number) =>
        seconds === 0 ? 'told at once' : `told after ${seconds} s, together with other events about the same thing`,
      untold: (why: string) => `not told: ${why}`,
      to: (robot: string) => `to ${robot}:`,
      paused: 'The hook is paused: nothing is told until "paused: true" is removed.',
    },
  },

  check: {
    found: (errors: number, warnings: number) =>
      [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')].filter(Boolean).join(', '),
    correct: (warnings: number) =>
      `The configuration is correct${warnings > 0 ? `, with ${plural(warnings, 'warning')}` : ''}.`,
    notUsable: (errors: number) => `. Fix ${errors === 1 ? 'it' : 'them'} and run check again.`,
    unusable: (dir: string, errors: number) =>
      `${plural(errors, 'error')} in ${dir}. Fix ${errors === 1 ? 'it' : 'them'} first.`,
    sentAllTheSame: (dir: string, errors: number) =>
      `${plural(errors, 'error')} in ${dir}, see npx dingbell check ${dir}; this message is sent anyway.`,
    begin: ' npx dingbell init makes the folder.',
    fileFine: (file: string, dir: string) => `${file} is valid within ${dir}`,
    others: (count: number, dir: string) =>
      `${plural(count, 'error')} in other files: npx dingbell check ${dir} shows ${count === 1 ? 'it' : 'them'}.`,
    noYaml: (file: string) => `${file} is not a YAML file of the folder: its name has to end in .yaml or .yml.`,
    fine: (dir: string, reminders: number, robots: number, timezone: string) =>
      `${dir}: ${plural(reminders, 'reminder')}, ${plural(robots, 'robot')}, times in ${timezone}`,
    robot: { sandbox: "sandbox: its messages appear on the daemon's page", dingtalk: 'DingTalk' },
    paused: (ids: string) => `Paused: ${ids}`,
    next: 'Next:',
    nothing: 'Nothing will fire.',
  },

  next: {
    at: 'When',
    reminder: 'Reminder',
    robots: 'Robots',
    note: 'Note',
    ahead: (days: number, date: string) => `${plural(days, 'day')} before ${date}`,
    soon: (duration: string, time: string) => `${duration} before ${time}`,
    nothing: 'Nothing will fire in that time.',
    unknown: (year: number) => `The workdays after ${year} are not known yet: reminders that need them are not listed.`,
    noReminders: 'There are no reminders.',
    paused: (id: string) => `${id} is paused: nothing will fire until "paused: true" is removed.`,
  },

  calendar: {
    title: (month: Temporal.PlainYearMonth) =>
      month.toPlainDate({ day: 1 }).toLocaleString('en', { year: 'numeric', month: 'long' }),
    off: 'off',
    work: 'work',
    workdays: (count: number, daysOff: number) => `${plural(count, 'workday')}, ${plural(daysOff, 'day')} off`,
    unknown: 'The workdays so far ahead are not known yet.',
    provisional: (mark: string, year: number) =>
      `${mark} provisional: the days off of ${year} are not known yet, some may change; npx dingbell doctor says why`,
  },

  simulate: {
    columns: { posted: 'Posted', reminder: 'Reminder', robot: 'Robot', message: 'Message' },
    owner: 'notice to the owner',
    answered: (errcode: number) => `DingTalk would answer errcode ${errcode}: most of these are tried again`,
    waited: (time: string, duration: string) => `due ${time}, had to wait its turn for ${duration}`,
    nothing: 'Nothing would be posted in that time.',
    total: (posts: number, refused: number) =>
      `${plural(posts, 'post')}${refused === 0 ? '' : `, ${refused} of them refused`}`,
    progress: (time: string, posts: number) => `simulated up to ${time}: ${plural(posts, 'post')}`,
  },

  export: {
    calendarName: 'dingbell',
    written: (file: string, events: number) => `${file}: ${plural(events, 'event')}`,
    unwritable: (file: string, reason: string) => `${file} cannot be written: ${reason}`,
  },

  override: {
    pausedUntil: (time: string) => `paused by hand until ${time}`,
    of: (reminder: string, what: string) => `${reminder}: ${what}`,
    stale: (what: string, command: string) => `${what}; this reminder is not in the YAML any more: ${command}`,
  },

  skip: {
    nothingThen: (id: string, date: string, next: string) =>
      `${id} ${date}: nothing is due, so there is nothing to skip. ${next ? `Its next dates: ${next}.` : 'It never fires again.'}`,
    done: (id: string, date: string) => `${id} ${date} will be skipped`,
    times: (count: number, first: string, last: string) =>
      count === 1 ? first : `${count} times, ${first} to ${last}`,
    takeBack: (id: string, date: string) => `npx dingbell resume ${id} ${date} takes it back`,
    onlyOne: (id: string, time: string) => `npx dingbell skip ${id} ${time} leaves out only that one`,
  },

  swap: {
    noTurns: (id: string) => `Nobody takes turns in ${id}: it has no rotate.`,
    nothingThen: (id: string, date: string, next: string) =>
      `${id} ${date}: it is nobody's turn. ${next ? `Its next dates: ${next}.` : 'It never fires again.'}`,
    done: (id: string, date: string, people: string) => `${id} ${date}: it is the turn of ${people}`,
  },

  pause: {
    past: (time: string) => `--until: ${time} is over already.`,
    until: (id: string, time: string) => `${id} is paused until ${time}`,
    forEver: (id: string) => `${id} is paused until it is resumed`,
    afterwards: (time: string) => `then it is sent again ${time}`,
    takeBack: (id: string) => `npx dingbell resume ${id} ends the pause`,
  },

  resume: {
    notPaused: (id: string) => `${id} is not paused.`,
    onlySkipped: (id: string, dates: readonly string[]) =>
      `${id} is not paused. Skipped: ${dates.join(', ')}; npx dingbell resume ${id} ${dates[0]} takes that back.`,
    held: (id: string) =>
      `${id} is an example that came with dingbell. Examples are not sent to a real group. To send them, write the robots into .env: DINGBELL_EXAMPLES=team`,
    pausedInYaml: (id: string, place: string) =>
      `${id} is paused in the YAML: remove "paused: true" from it, ${place}.`,
    notSkipped: (id: string, date: string) => `${id} ${date} is not skipped.`,
    pauseOver: (id: string) => `${id} is not paused any more`,
    skipGone: (id: string, date: string) => `${id} ${date} is not skipped any more`,
    swapGone: (id: string, date: string) => `${id} ${date}: the swap is taken back`,
    next: (time: string) => `next: ${time}`,
  },

  vacation: {
    whose: 'Whose vacation: --person ID, or --all for everybody; one of them.',
    backwards: (from: string, until: string) => `--until ${until} is before --from ${from}.`,
    past: (until: string) => `A vacation until ${until} is over already.`,
    peace: 'no message is about them or mentions them; the next person takes their turns',
    silence: 'no reminder sends anything that falls on those dates',
    removed: (what: string) => `taken back: ${what}`,
    noneToRemove: 'There is no such vacation. npx dingbell vacation list shows all of them.',
    none: 'Nobody is on vacation.',
  },

  preview: {
    skipped: (reason: string) => `This one will not be sent: ${reason}`,
    never: (id: string) => `${id} will never fire again: there is nothing to preview. Try an earlier --at.`,
    posted: (robot: string) => `Posted to ${robot} (access token and signature are added when it is sent):`,
  },

  message: { callsEveryone: '(calls everyone)' },

  history: {
    nothing: 'Nothing is recorded.',
    columns: { due: 'Due', state: 'State', source: 'From', robot: 'Robot', message: 'Message' },
    states: {
      pending: 'pending',
      sending: 'sending',
      delivered: 'delivered',
      failed: 'failed',
      expired: 'expired',
      missed: 'missed',
      skipped: 'skipped',
    },
    origins: {
      schedule: 'schedule',
      fire: 'fired by hand',
      send: 'sent by hand',
      hook: 'another program',
      owner: 'dingbell itself',
      digest: 'digest',
    },
    tried: (times: number) => `tried ${times} times`,
    late: (minutes: number) => `${plural(minutes, 'minute')} late`,
    run: (count: number, from: string, to: string) => `${grouped(count)} missed, from ${from} to ${to}`,
    part: (number: number, of: number) => `part ${number} of ${of}`,
    inDigest: 'merged into a digest',
  },

  status: {
    running: (pid: number | undefined, duration: string | undefined) =>
      `A daemon is running${pid === undefined ? '' : ` (pid ${pid})`}${duration ? `, for ${duration}` : ''}`,
    notRunning: (dataDirectory: string) => `No daemon is running on ${dataDirectory}. Start one with ${START}.`,
    labels: {
      page: 'Page',
      reload: 'Last read',
      waiting: 'Waiting',
      later: 'For later',
      held: 'Held',
      past: 'So far',
      log: 'Log',
      quota: 'This month',
      next: 'Next',
      overrides: 'By hand',
    },
    accepted: 'in use',
    refused: 'has errors: the last correct configuration stays in use',
    startedOnKept: (since: string) =>
      `has errors: the daemon started on the last correct configuration, in use since ${since}`,
    held: (hook: string, count: number, why: string) => `${hook}  ${plural(count, 'event')}  ${why}`,
    waiting: (pending: number, sending: number) => `${pending} pending, ${sending} sending`,
    sandboxed: (delivered: string, count: number) => `${delivered} (${count} in the sandbox)`,
    oldest: (time: string) => `the oldest due ${time}`,
    cooling: (lane: string, until: string, reason: string) => `${lane} cools down until ${until}: ${reason}`,
    pausedLane: (lane: string, reason: string) => `${lane} is stopped until its configuration changes: ${reason}`,
    standsStill: (reminder: string, due: string) =>
      `planning stands still: ${reminder} was due ${due}, and the daemon has not planned it; its log and /readyz say why`,
    portTaken: (port: number, address: string | undefined) =>
      `another program has port ${port}: ${address === undefined ? 'the page will take a free one' : `the page is at ${address}`}; end that program, or write http: { port: … } with a free one under daemon:`,
    linesLost: (lines: number) => `${plural(lines, 'line')} lost, nobody read them`,
    clockDoubtful: (why: string) =>
      `the clock of this machine is not plausible: ${why}; planning waits up to a minute for a correction`,
    nothingNext: 'nothing',
    quota: (robots: string, calls: number, perMonth: number) => `${robots}: ${calls} of ${perMonth} calls`,
    lookCloser: 'npx dingbell doctor looks closer, and says what to do',
  },

  send: {
    oneOf:
      "Say something: npx dingbell send team 'text', or - to read standard input, or --markdown FILE, or --junit FILE; one of them.",
    empty: 'The message is empty.',
    titleOfText: '--title belongs to --markdown: a text message has none.',
    unreadable: (file: string, reason: string) => `${file} cannot be read: ${reason}`,
    callsNobody: (who: string) =>
      `${who} has neither a mobile number nor a user id under people: and cannot be called.`,
    callsTooMany: (most: number) => `At most ${most} people can be called: --at-all calls everyone.`,
    sandboxNeedsDaemon: (robot: string) =>
      `The robot ${robot} is the sandbox, which is part of the daemon: start the daemon first (${START}), or give the robot a webhook.`,
    daemonSends: (until: string) => `the daemon sends it, until ${until} at the latest; --wait waits for that`,
    stopped: (reason: string) =>
      `the robot is stopped until its configuration changes: ${reason}; after an edit of the YAML or of .env it goes on`,
    known: (at: string, isSame: boolean) =>
      isSame
        ? `a message with this key was sent at ${at} already: it is not sent again`
        : `another message was sent with this key at ${at}: this one is not sent. Give it another key`,
    later: (robot: string, time: string) => `${robot}: it will be sent on ${time}`,
    passing: '; --priority 1 passes them',
    startDaemon: `no daemon is running: start it before that time (${START}), else nobody sends the message`,
    takeBack: (id: string) => `npx dingbell take-back ${id} takes it back; npx dingbell status shows what waits`,
    takenBack: 'Taken back. This message will not be sent:',
    hasPassed: (time: string) => `--at: ${time} has passed. Write a time to come.`,
    insteadWhen: '--instead-of needs --at: when is the new message to be sent?',
    tooLong: 'The message is too long for DingTalk. Make it shorter.',
    onItsWay: 'Too late: this message is being sent, or was sent.',
    noneWaits: (id: string) => `No message with the id ${id} waits. npx dingbell status shows those that wait.`,
    severalWait: (id: string) => `Several messages that wait have an id beginning with ${id}. Write more of it.`,
    nobodySends: (until: string) => `it waits: a daemon that starts before ${until} sends it`,
  },

  junit: {
    tooLarge: (file: string, megabytes: number) =>
      `${file} has more than ${megabytes} MB: make the report without the output of the tests, or send several smaller ones (--junit A.xml B.xml).`,
    unknownEncoding: (file: string, encoding: string) =>
      `${file} says that its encoding is "${encoding}", which dingbell does not know: write it in UTF-8.`,
    failed: (failed: number, tests: number) => `✗ ${failed} of ${tests} failed`,
    passed: (passed: number) => (passed === 0 ? '○ no test ran' : `✓ ${passed} passed`),
    counts: {
      passed: (count: number) => `${count} passed`,
      failed: (count: number) => `${count} failed`,
      errors: (count: number) => plural(count, 'error'),
      skipped: (count: number) => `${count} skipped`,
    },
    time: (seconds: number) => secondsOrMinutes(seconds, ' min ', ' s'),
    error: 'error',
    more: (count: number) => `… and ${count} more`,
    notXml: (file: string, line: number | undefined, reason: string) =>
      `${file}${line === undefined ? '' : `:${line}`} is no XML: ${reason}`,
    notJunit: (file: string, root: string) =>
      `${file} is no JUnit report: it begins with <${root}>, not with <testsuites> or <testsuite>.`,
  },

  explain: {
    next: (timezone: string) => `Next, in ${timezone}:`,
    clockChange: (change: ClockChange) => {
      switch (change.kind) {
        case 'moved':
          return `clock change: there is no ${change.from} that day, it fires right after the gap`;
        case 'first-pass':
          return 'clock change: this time comes twice, it fires the first time only';
      }
    },
    /** What cronstrue says. */
    cron: (words: string) => words,
    either: (day: string, weekday: string) => `${day}, or ${weekday.charAt(0).toLowerCase()}${weekday.slice(1)}`,
    quoteIt:
      'Quote the expression: your shell replaced * by the names of files. For example: npx dingbell explain "0 18 * * 1-5"',
    dayMatch: 'Here: --day-match either, or --day-match both.',
  },

  /** The message that proves a robot, and what to do when there is no advice on why it did not arrive. */
  test: {
    title: '🔔 dingbell is connected',
    text: 'This is a test message: the robot, its address and its secret are right. Reminders will come here.',
    unsure: 'look into the group: the message may have arrived, but no answer came back',
    unreached: 'is this machine online? Does it need a proxy (HTTPS_PROXY)? npx dingbell doctor looks closer',
  },

  sandbox: {
    listening: (page: string, webhook: string, secret: string) =>
      [
        `The sandbox is listening. What it gets is shown on ${page} and below. Ctrl-C stops it.`,
        '',
        'To send to it from the shipped schedules, in another terminal:',
        '',
        `  export DINGTALK_TEAM_WEBHOOK='${webhook}'`,
        `  export DINGTALK_TEAM_SECRET='${secret}'`,
        "  npx dingbell send team 'Hello' --wait",
        '',
      ].join('\n'),
    portTaken: (port: number) =>
      `Port ${port} is taken by another program. Write another --port; without --port, any free one is used.`,
    arrivals: { shown: 'shown    ', duplicate: 'duplicate', refused: 'refused  ' },
  },

  backup: {
    made: (file: string, size: string) => `${file}: ${size}, checked`,
    restored: (file: string, before: string | undefined) => [
      `${file} is the database now.`,
      ...(before === undefined ? [] : [`The one before is kept: ${before}`]),
      'Next: start the daemon. What is still in time is sent, the rest is recorded as missed.',
    ],
  },

  /** What the doctor says. */
  doctor: {
    verdict: {
      well: 'All is well.',
      watch: (warnings: number) => `It works; ${warnings === 1 ? 'one thing' : `${warnings} things`} to look after.`,
      ill: (failures: number, warnings: number) =>
        `${failures === 1 ? 'One thing' : `${failures} things`} to fix${warnings > 0 ? `, ${warnings} to look after` : ''}.`,
    },
    node: (version: string) => `Node ${version}`,
    zoneData: {
      fine: (version: string) => `Time zone data ${version}`,
      old: (version: string, months: number) =>
        `The time zone data ${version} is ${months} months old: new clock changes may be missing`,
      mend: `update dingbell, and Node with it: ${UPDATE}`,
    },
    envFile: {
      none: 'No .env here: addresses and secrets come from the environment, or the robots are the sandbox',
      fine: '.env is readable for its owner only',
      readable: (mode: string) => `.env has mode ${mode}: others on this machine can read the secrets`,
      unclosed: (line: number) =>
        `.env:${line}: a quote is opened and not closed, so the lines after it are taken for its value`,
      closeIt: 'close the quote at the end of that line, or leave both out',
      exposed: '.env is not ignored by git: a commit could contain the secrets',
    },
    configuration: {
      fine: (dir: string, reminders: number, robots: number) =>
        `${dir} is valid: ${plural(reminders, 'reminder')}, ${plural(robots, 'robot')}`,
      warnings: (dir: string, warnings: number) => `${dir} is valid, with ${plural(warnings, 'warning')}`,
      errors: (dir: string, errors: number) => `${dir} has ${plural(errors, 'error')}: no daemon starts on it`,
    },
    data: {
      fine: (folder: string) => `The data folder can be written: ${folder}`,
      notYet: (folder: string) => `The data folder will be made at the first start: ${folder}`,
      notAFolder: (path: string) => `${path} is a file where the data folder should be`,
      notAFolderMend: 'move it away, or name another folder: daemon: { data: … }',
      readOnly: (path: string) => `${path} cannot be written by this user`,
      readOnlyMend: 'give it to the user that runs the daemon: chown',
      space: (free: string) => `${free} free on its disk`,
      spaceMend: 'free some space: what is due waits while the disk is full',
      network: (folder: string) => `${folder} is on a network file system: SQLite's locks are not reliable there`,
      networkMend: 'put the data on a disk of this machine: daemon: { data: … }',
      size: (size: string) => `The database takes ${size}`,
    },
    database: {
      fine: (deliveries: number) =>
        `The database can be read: ${plural(deliveries, 'delivery', 'deliveries')} remembered`,
      mend: 'restore data/ from a backup, or move it away: dingbell then starts with an empty one',
      setBack: (duration: string) => `The clock was set back: something was recorded ${duration} in the future`,
      setBackMend: 'nothing is lost or sent twice; keep the clock right: timedatectl set-ntp true',
    },
    backup: {
      none: 'No backup yet: the daemon makes one each day, the first after a day',
      last: (at: string, file: string) => `The last backup was made at ${at}: ${file}`,
      oldMend: 'the daemon makes one each day: does it run, and is there room on the disk? Its log says what is wrong',
    },
    daemon: {
      never: (folder: string) => `No daemon has run on ${folder} yet`,
      stopped: (folder: string) => `No daemon is running on ${folder}: nothing is sent`,
      start: `${START}, or with pm2: pm2 start ecosystem.config.cjs`,
      running: (pid: number | undefined, since: string | undefined) =>
        `A daemon is running${pid === undefined ? '' : `, pid ${pid}`}${since === undefined ? '' : `, since ${since}`}`,
      accepted: (at: string) => `It last read its configuration at ${at}`,
      refused: (at: string) => `The edit it read at ${at} has errors: the last correct configuration stays in use`,
    },
    lanes: {
      paused: (robots: string, since: string, reason: string) => `${robots} is stopped since ${since}: ${reason}`,
      pausedMend: 'fix that in the YAML or .env, or in the settings of the robot; npx dingbell doctor --send proves it',
      cooling: (robots: string, until: string, reason: string) => `${robots} cools down until ${until}: ${reason}`,
      coolingMend: 'what waits is sent then, unless it is too late by that time',
      behind: (robots: string, waiting: number, oldest: string) =>
        `${robots} is behind: ${plural(waiting, 'message')} waiting, the oldest due ${oldest}`,
      behindMend: 'npx dingbell history --state pending says why',
    },
    quota: {
      used: (robots: string, calls: number, perMonth: number) => `${robots}: ${calls} of ${perMonth} calls this month`,
      nearlyMend:
        'npx dingbell check shows what the month will need; limit: { perMonth: … } when the organisation has more',
      spentMend: 'DingTalk refuses further calls until the next month: buy more, or correct limit: { perMonth: … }',
    },
    holidays: {
      known: (year: number) => `The days off of ${year} are known`,
      unknown: (year: number) => `The days off of ${year} are not known: workdays are provisional`,
      notYet: (year: number) => `The days off of ${year} are not announced yet`,
      unasked: (year: number) => `The days off of ${year} are not known yet: they have not been downloaded`,
      notHad: (year: number, at: string, why: string) =>
        `The days off of ${year} could not be downloaded (${at}): ${why}; workdays are provisional`,
      notAgain: (year: number, at: string, why: string) =>
        `Changes of the days off of ${year} could not be downloaded (${at}): ${why}; the known ones are used`,
      notHadMend:
        'the daemon tries again every hour. Is the network open? Is a proxy needed (HTTPS_PROXY in .env)? With daemon: { holidays: off } it stops trying',
      offMend: 'remove the line "holidays: off" under daemon:, or write the days under calendars:',
      mend: 'the daemon asks for them daily from mid-October on. Is it running? Is the network open?',
      ignored: (file: string, reason: string) => `${file} is not used: ${reason}`,
      ignoredMend: 'remove it: the daemon fetches it again',
    },
    hooks: {
      isPublic: (url: string) => `Hooks can be reached at ${url} from everywhere`,
      isPrivate: (url: string) => `Hooks can be reached at ${url}, but only from its own network`,
      isUnknown: (url: string) => `The name in publicUrl is not known here: ${url}`,
      isUnknownMend: 'look at daemon.http.publicUrl, and at the DNS of that name',
      onlyHere: (address: string) => `Hooks can be reached only from this machine: ${address}`,
      onlyHereMend:
        'same network: daemon: { http: { host: 0.0.0.0, token: … } }; from elsewhere: a tunnel or a proxy, and its address as daemon.http.publicUrl',
      noPublicUrl: (address: string) =>
        `The address where other programs reach the hooks is not set; the daemon listens at ${address}`,
      noPublicUrlMend: (address: string) => `write it, for example daemon: { http: { publicUrl: "${address}" } }`,
      unreached: (hook: string, from: string) => `The hook ${hook} cannot be reached: ${from} posts from the internet`,
      unreachedMend: 'write daemon.http.publicUrl: the address at which the internet reaches the daemon',
      mayBeForbidden: (hook: string, from: string) =>
        `Nothing has come to the hook ${hook}: ${from} posts to a private address only if its settings allow it`,
      silent: (hook: string) => `Nothing that counts has come to the hook ${hook} yet`,
      allHeard: (count: number) => `${plural(count, 'hook')}, each has received something`,
    },
    inlets: {
      relay: 'is the channel still there, and this machine online? What is posted meanwhile is lost',
      feed: 'open the address of the feed in a browser: it may have moved',
    },
    network: {
      nobody: 'No robot uses DingTalk: the network and the clock were not checked',
      fine: (origin: string, ms: number, proxy: string | undefined, address: string | undefined) =>
        `${origin} answers in ${ms} ms${proxy === undefined ? '' : `, through ${proxy}`}${address === undefined ? '' : ` (${address})`}`,
      broken: (origin: string, what: string, code: string, proxy: string | undefined) =>
        `${origin} cannot be reached${proxy === undefined ? '' : ` through ${proxy}`}: ${what} (${code})`,
      brokenMend: 'is a firewall in the way, or a proxy needed? HTTPS_PROXY=http://host:port in .env',
      clockFine: "This machine's clock agrees with DingTalk's",
      clockOff: (seconds: number, ahead: boolean) =>
        `This machine's clock is ${seconds} s ${ahead ? 'ahead of' : 'behind'} DingTalk's: reminders come that much ${ahead ? 'early' : 'late'}`,
      clockRefused: (seconds: number, ahead: boolean) =>
        `This machine's clock is ${seconds} s ${ahead ? 'ahead of' : 'behind'} DingTalk's: from one hour on, DingTalk refuses the signatures`,
      setClock: 'timedatectl set-ntp true',
      clockUnknown: 'The clock could not be compared without an answer from DingTalk',
      clockUnknownMend: 'timedatectl shows whether the clock is synchronised',
    },
    pm2: {
      unused: 'pm2 is not used here',
      fine: 'pm2 starts the daemon again after a reboot',
      unsaved: 'pm2 runs, but would not start this daemon again after a reboot',
      noStartup: 'pm2 itself is not started after a reboot',
      noStartupMend: 'pm2 startup, and run the line it prints',
    },
    robots: {
      sandbox: (name: string) => `${name} is the sandbox: nothing to prove`,
      arrived: (name: string) => `${name}: the test message is in the group`,
      refused: (name: string, reason: string) => `${name}: the test message did not arrive: ${reason}`,
    },
  },

  /** What the wizard says. */
  init: {
    needsTerminal:
      'init asks questions, and this is not a terminal. Run it in one, or use --yes: it takes the defaults, and the robot from the environment (DINGTALK_TEAM_WEBHOOK, DINGTALK_TEAM_SECRET) or from --stdin.',
    jsonNeedsYes: '--json belongs to --yes: a conversation is for people.',
    cancelled: 'Given up: nothing was written.',
    cancelledLater: 'Stopped here: what was written stays. npx dingbell doctor --send tries the robot again.',

    intro: 'dingbell: reminders for a DingTalk group, in a minute',
    language: 'Language · 语言',
    folder: 'In which folder should the YAML live?',
    folderEmpty: 'Name a folder, for example schedules',
    folderBroken: (folder: string, reason: string) => `${folder} cannot be used as it is: ${reason}`,
    hasErrors: (folder: string, errors: number) =>
      `${errors === 1 ? 'one error' : `${errors} errors`} in its YAML, see: npx dingbell check ${folder}`,
    notAFolder: 'it is not a folder that can be read',
    noVariable:
      'it holds YAML already, and none of its robots takes its address from the environment: write webhook: ${DINGTALK_TEAM_WEBHOOK:-sandbox} there, or name another folder',
    inUse: (folder: string) => `${folder} holds YAML already; none of it will be changed. What now?`,
    connect: (robot: string) => `connect its robot ${robot} to a DingTalk group`,
    otherFolder: 'use another folder',
    timezone: 'In which time zone are the times of reminders?',
    otherTimezone: 'another one',
    timezoneName: 'IANA name of the time zone',
    timezonePlaceholder: 'Europe/Berlin',
    unknownTimezone: 'No such zone: write a name like Asia/Shanghai or Europe/Berlin',

    robot: 'Where should messages go?',
    robotDingtalk: 'to a DingTalk group',
    robotSandbox: 'to the built-in sandbox first',
    robotKnown: (variable: string) => `to the group of ${variable}, which is set already`,
    robotSandboxHint: 'no account needed',
    howTo: [
      '1. In the group: 群设置 → 机器人 → 添加机器人 → 自定义',
      '2. 安全设置: choose 加签 and copy the secret, SEC…',
      '3. Finish, and copy the webhook, https://oapi.dingtalk.com/robot/send?access_token=…',
    ],
    howToTitle: 'A robot for the group',
    webhook: 'Paste the webhook (it is not shown)',
    security: 'Which 安全设置 did you choose? (space to tick, enter to go on)',
    securitySign: '加签 (signing)',
    securityKeyword: '自定义关键词 (keywords)',
    securityAddress: 'IP 地址 (addresses)',
    securityAddressHint: "this machine's address must be listed there",
    signed: 'Does it use 加签 (a secret)?',
    yes: 'yes',
    no: 'no',
    secret: 'Paste the 加签 secret (it is not shown)',
    secretShape: 'The secret begins with SEC: copy it from 安全设置 → 加签',
    keywords: 'Its keywords, separated by commas',
    keywordsEmpty: 'Write at least one, exactly as it stands in the settings',

    starters: 'Which reminders to begin with? (space to tick, enter to go on)',
    starter: {
      'clock-in': { label: 'clock in', hint: '08:50 on workdays, calls everyone' },
      lunch: { label: 'lunch', hint: '11:50 on workdays' },
      'clock-out': { label: 'clock out', hint: '18:00 on workdays, calls everyone' },
      workout: { label: 'workout', hint: '19:30, Mon Wed Fri' },
      reading: { label: 'reading', hint: '21:30 every day' },
      birthdays: { label: 'birthdays', hint: '09:00, a week and a day before too' },
    } satisfies Record<Starter, { label: string; hint: string }>,
    addPerson: 'Add a person, to be mentioned or congratulated?',
    addAnother: 'Add another person?',
    personName: 'Name',
    personNameEmpty: 'Write a name',
    personKnown: 'That person is there already',
    mobile: 'Mobile number, for mentions (empty: none)',
    mobileShape: 'Write a number like 13800000000, or +852-12345678',
    birthday: 'Birthday: 1992-02-29, or lunar 1990-08-15 (empty: none)',
    birthdayShape: 'Write 1992-02-29, or lunar 1990-08-15 for a date of the Chinese calendar',

    willWrite: 'To be written',
    willAdd: (file: string, names: string) => `${file}: ${names}; mode 0600, what else stands there stays`,
    willIgnore: '.gitignore: a line .env, so that git never commits it',
    write: 'Write it?',
    writeYes: 'write',
    writeNo: 'give up',
    written: (files: string) => `written: ${files}`,
    ignored: '.env was not ignored by git: a line in .gitignore changes that',
    unwritable: (reason: string) => `This cannot be written: ${reason}`,
    environmentWins: (name: string) =>
      `${name} has another value in this shell, and that value is used instead of .env: unset ${name}`,
    connectedInvalid: (folder: string) => `${folder} still has errors, see above.`,

    arrived: (robot: string) => `The test message is in the group of ${robot}: look!`,
    arrivedThroughDaemon: (robot: string) =>
      `The running daemon has sent the test message to the group of ${robot}: look!`,
    nextWithDaemon: (folder: string) =>
      `The running daemon uses it already; no restart is needed. npx dingbell next${folder === 'schedules' ? '' : ` ${folder}`} shows what is coming.`,
    elsewhere: (robot: string, pid: number | undefined) =>
      `But the running daemon${pid === undefined ? '' : ` (pid ${pid})`} sends nothing to the group of ${robot}: it uses other values. npx dingbell status says whether the last edit has errors. If it has none, stop the daemon, and start it again in a shell where this variable is not set.`,
    replace: (variable: string, robot: string) =>
      `${variable} holds an address already. Replace it? Then ${robot} sends to the new group and no longer to the old one.`,
    taken: (variable: string) =>
      `${variable} holds another address already, and nothing was changed. To replace it, add --replace.`,
    examplesTitle: (robot: string) => `These examples would be sent to the group of ${robot}`,
    whichExamples: 'What to do with them?',
    examples: {
      pause: 'pause them; npx dingbell resume brings back one',
      'take-out': 'take them out: the folder mine for your own reminders is made, and only that is read',
      keep: 'keep them: they are sent from now on',
    } satisfies Record<ExampleChoice, string>,
    unknownExamples: (choice: string, known: string) => `--examples: there is no "${choice}"; there are: ${known}.`,
    arrivedInSandbox: 'The test message was signed and sent, and arrived in the sandbox.',
    refused: (robot: string, reason: string) => `${robot}: the test message did not arrive: ${reason}`,
    whatNow: 'What now?',
    again: 'try again',
    newSecret: 'paste the secret again',
    newWebhook: 'paste the webhook again',
    leave: 'leave it for now',
    next: (folder: string) =>
      folder === 'schedules'
        ? `Next: npx dingbell next shows what is coming, ${START} sends it.`
        : `Next: npx dingbell next ${folder} shows what is coming, npx dingbell run ${folder} sends it.`,
    nextAtHome: (home: string) =>
      `Next: npx dingbell next ${home} shows what is coming. This sends it, and keeps it running: cd ${home} && pm2 start ecosystem.config.cjs`,
    left: 'The files stay. npx dingbell doctor --send tries the robot again.',

    nothingToDo: (folder: string, variable: string) =>
      `${folder} holds YAML already. To connect its robot, give the webhook in ${variable}, or with --stdin.`,
    noSuchRobot: (name: string, known: string) =>
      `There is no robot "${name}" whose address is a variable; there are: ${known}.`,
    badWebhook: (message: string) => `The webhook cannot be used: ${message}`,
    unknownStarter: (name: string, known: string) => `--reminders: there is no "${name}"; there are: ${known}.`,
  },

  /** What stands beside the schedules of a new folder. */
  home: {
    env: ['Webhooks and secrets: NAME=value, one a line. Only you may read it; git ignores it.'],
    program: ['What pm2 runs. If dingbell is moved to another place, correct the path.'],
    pm2: [
      'pm2 start ecosystem.config.cjs',
      'With several folders on one machine each needs a name of its own. If dingbell is moved, correct the path.',
    ],
  },

  /** What the YAML of a new folder says besides its keys. */
  starter: {
    birthdayTitle: "🎂 {{ person.name }}'s birthday",
    robotsHead: [
      'The robots and people of dingbell. All .yaml files of this folder are read as one: split them as you like.',
      'After an edit, `npx dingbell check` names every mistake with its line and what to write instead.',
    ],
    timezone: 'the zone of the times in reminders',
    locale: 'dates in messages, the page: en or zh-CN',
    webhook: 'The address and the secret are in .env; without them the built-in sandbox gets the messages.',
    secret: 'of 加签, begins with SEC',
    keywords: '自定义关键词: each message must contain one',
    sampleKeyword: 'Reminder',
    people: 'The people whom reminders mention, and their birthdays.',
    samplePeople: ['people:', '  lily: { name: Lily, mobile: "13800000000", birthday: 1992-02-29 }'],
    defaults: 'The robot of reminders that name none.',
    remindersHead: ['A reminder = a name + when + what to say. To silence one for a while: paused: true.'],
    sampleReminder: ['reminders:', '  lunch:', '    at: "11:50"', '    text: Time for lunch'],
    workdays: "China's workdays: not on holidays, but on make-up Saturdays and Sundays",
    starters: {
      'clock-in': {
        comment: 'Clock in, everyone is called',
        text: 'Good morning ☀️ {{ date | date: "EEEE, d MMMM" }}: remember to clock in',
      },
      lunch: { comment: 'Lunch', text: 'Lunch time 🍚 however busy you are' },
      'clock-out': { comment: 'Clock out', text: 'Well done today 🌆 remember to clock out' },
      workout: { comment: 'Workout: Monday, Wednesday, Friday', text: 'Time to work out 💪' },
      reading: { comment: 'Reading, every evening', text: 'Half an hour of reading 📖' },
      birthdays: {
        comment: 'Birthdays of everyone under people:, a week before, the day before and on the day',
        text: "{% if days_left > 0 %}**{{ days_left }}** days until {{ person.name }} turns {{ years }} ({{ date | date: 'd MMMM' }}){% else %}{{ person.name }} turns {{ years }} today: happy birthday! 🎂{% endif %}",
      },
    } satisfies Record<Starter, { comment: string; text: string }>,
  },
};

type Titles = Readonly<Record<string, string>>;
type UsageTexts = Readonly<Record<string, (error: UsageError) => string>>;

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
