import type { Catalogue, ProblemText } from './catalogue.ts';
import { exampleFor } from './expected.ts';
import type { Expected } from './expected.ts';
import type { Got, Moved } from './params.ts';
import { minutesFor } from './minutes-for.ts';
import { short } from './short.ts';

export const en: Catalogue = {
  'folder-missing': ({ folder }) => ({
    message: `there is no folder ${folder}`,
    hint: 'check the path; the folder that dingbell comes with is called schedules',
  }),
  'folder-unreadable': ({ folder, reason }) => ({
    message: `the folder ${folder} cannot be read (${reason})`,
    hint: 'check its permissions',
  }),
  'folder-read-twice': ({ folder, same }) => ({
    message: `${folder} leads to ${same}, which is read already`,
    hint: 'remove the link, or let it lead to another folder',
  }),
  'folder-empty': ({ folder }) => ({
    message: `there is no .yaml file in ${folder}`,
    hint: 'make a reminders.yaml in it, or name another folder',
  }),
  'file-unreadable': ({ reason }) => ({
    message: `this file cannot be read (${reason})`,
    hint: 'check its permissions',
  }),
  'file-too-large': ({ limitKiB }) => ({
    message: `the file is larger than ${limitKiB} KiB`,
    hint: 'split it: all .yaml files of the folder are read together',
  }),
  'not-utf8': () => ({
    message: 'from here on this is not UTF-8',
    hint: 'in your editor choose "Save as" with the encoding UTF-8 (not GBK, not UTF-16)',
  }),
  'control-character': ({ codePoint }) => ({
    message: `there is an invisible control character here, ${codePoint}`,
    hint: 'delete it',
  }),

  'yaml-syntax': () => ({
    message: 'YAML cannot be read from here on',
    hint: 'look at this line and the one before: spaces line up, a space follows each colon, text with special characters is in quotes',
  }),
  'yaml-tab': () => ({
    message: 'there is a tab in the indentation: YAML allows only spaces there',
    hint: 'replace the tab by two spaces',
  }),
  'yaml-full-width-colon': ({ key }) => ({
    message: `after "${key}" there is a Chinese colon "：", which YAML does not know`,
    hint: `write ${key}: with an English colon and a space after it`,
  }),
  'yaml-full-width-comma': () => ({
    message: 'this is a Chinese comma "，", which YAML does not know',
    hint: 'write an English comma and a space',
  }),
  'yaml-space-after-colon': ({ key }) => ({
    message: `there is no space after the colon of "${key}:"`,
    hint: `write ${key}: and a space, then the value`,
  }),
  'yaml-full-width-gap': () => ({
    message: 'after the colon there is an invisible full-width space: YAML allows only a plain space there',
    hint: 'delete it and type a plain space',
  }),
  'yaml-list-without-brackets': ({ line }) => ({
    message: 'within braces a comma ends the value: what follows is taken for another key',
    hint: `write this in place of the whole entry: ${line}`,
  }),
  'yaml-missing-colon': ({ text }) => ({
    message: `no colon follows "${short(text)}"`,
    hint: 'write each entry as "name: value" with a space after the colon; if this continues the text above, put the whole text in double quotes',
  }),
  'yaml-quote-needed': ({ character, suggestion }) => ({
    message: `"${character}" has a special meaning in YAML here; it is not read as text`,
    hint: `${suggestion === undefined ? 'put the whole value in quotes' : `put it in quotes: ${suggestion}`}${gap(character, suggestion)}`,
  }),
  'yaml-colon-in-text': ({ suggestion }) => ({
    message: 'the text has a colon followed by a space, which YAML takes for another name',
    hint: suggestion === undefined ? 'put the whole text in quotes' : `put the whole text in quotes: ${suggestion}`,
  }),
  'yaml-text-after-quote': ({ suggestion }) => ({
    message: 'the quotes end before the text does',
    hint:
      suggestion === undefined
        ? 'put the quotes around the whole text; where the text itself has double quotes, put single quotes around it'
        : `write ${suggestion}`,
  }),
  'yaml-missing-comma': ({ key }) => ({
    message: `there is no comma before "${key}:"`,
    hint: 'inside { } the entries are separated by a comma and a space: { at: "08:50", text: Clock in }',
  }),
  'yaml-merge-key': ({ key }) => ({
    message: `"${key}" is not supported: entries are not merged here`,
    hint: 'delete it and every "<<"; write what all reminders share under defaults:, and the rest in each reminder',
  }),
  'yaml-conflict': () => ({
    message: 'git left a conflict here: the file contains both versions',
    hint: 'keep one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
  }),
  'yaml-unclosed-quote': ({ quote }) => ({
    message: `this quote ${quote} is never closed`,
    hint: `write ${quote} at the end of the text`,
  }),
  'yaml-unclosed-bracket': ({ open, close }) => ({
    message: `this ${open} is never closed`,
    hint: `write ${close} at the end`,
  }),
  'yaml-full-width-space': () => ({
    message: 'there is an invisible full-width space in the indentation: YAML allows only plain spaces there',
    hint: 'delete the space at the beginning of the line and indent it anew',
  }),
  'yaml-extra-bracket': ({ character }) => ({ message: `there is one ${character} too many`, hint: 'delete it' }),
  'yaml-block-indent': () => ({
    message: 'the text below "|" or ">" is not indented: YAML does not read it as text',
    hint: 'indent each line of it two spaces more than the name above, such as text:',
  }),
  'yaml-indent': () => ({
    message: 'this line does not line up with the others',
    hint: 'lines of one level begin with the same number of spaces, the next level with two more',
  }),
  'yaml-bad-escape': () => ({
    message: 'in double quotes a backslash \\ has a special meaning, but this use of it is unknown',
    hint: 'use single quotes, or write \\\\ for \\',
  }),
  'yaml-text-after-block': ({ suggestion }) => ({
    message: '"|" or ">" says that the text begins on the next line; write nothing after it',
    hint:
      suggestion === undefined
        ? 'move the text to the next line, indented by two more spaces'
        : `move the text to the next line, indented by two more spaces, or put it in quotes: ${suggestion}`,
  }),
  'yaml-documents': () => ({
    message: '"---" splits the file in two, and only the first part would be read',
    hint: 'delete this line, or make two files',
  }),
  'yaml-too-deep': () => ({
    message: 'brackets or indentation are nested too deeply',
    hint: 'look for an extra bracket',
  }),
  'yaml-too-large': ({ limit }) => ({
    message: `the file holds more than ${limit} values`,
    hint: 'split it into several files, and use fewer aliases (*name)',
  }),
  'yaml-tag': () => ({
    message: 'YAML tags, which begin with "!", are not supported',
    hint: 'if it is text, put it in quotes; for an environment variable write ${NAME}',
  }),
  'yaml-alias-loop': () => ({
    message: 'this alias refers to the entry that it is part of',
    hint: 'write the repeated part out in full',
  }),

  'duplicate-key': ({ key, firstLine, isSection }) => ({
    message: `"${key}" is written twice, first on line ${firstLine}`,
    hint: isSection
      ? `move what is below it under the ${key}: of line ${firstLine}, and delete this line`
      : 'delete one of them, or give it another name',
  }),
  'duplicate-name': ({ section, name, first }) => ({
    message: `"${name}" of ${section} is already defined in ${first}`,
    hint: 'a name can be used once in all files together: choose another one',
  }),
  'duplicate-section': ({ section, first }) => ({
    message: `${section} may be written in one file only, and ${first} has it already`,
    hint: 'put them together',
  }),
  'unknown-key': ({ key, nearest, known, instead, also }) => ({
    message: `unknown key "${key}"`,
    hint: instead
      ? insteadHint(instead, also === undefined ? undefined : [also, key])
      : nearest === undefined
        ? `allowed here: ${known.join(', ')}`
        : `did you mean ${nearest}?`,
  }),
  'not-indented': ({ name, section }) => ({
    message: `"${name}" is not inside ${section}:`,
    hint: `begin this line and the lines that belong to it with two more spaces than ${section}:`,
  }),
  'outside-section': ({ name }) => ({
    message: `"${name}" looks like a reminder, but is not under reminders:`,
    hint: 'write a line reminders: above it, and indent this line and the lines that belong to it by two more spaces',
  }),
  'bad-name': ({ name }) => ({
    message: `${inQuotes(short(name))} cannot be a name`,
    hint: 'a name is made of letters of any language, digits and - _ . and begins with a letter or digit, 64 at most',
  }),
  'missing-key': ({ key, expected }) => ({ message: `"${key}" is missing`, hint: example(expected) }),
  'wrong-value': ({ expected, got, suggestion, lines, place, key }) => ({
    message: `expected ${NAMES[expected]}, found ${came(got)}`,
    hint: lines
      ? linesHint(lines, place)
      : suggestion === undefined
        ? example(expected, key)
        : written(suggestion, place),
  }),
  'wrong-choice': ({ choices, got, nearest }) => ({
    message: `expected ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}, found ${came(got)}`,
    ...(nearest === undefined ? {} : { hint: `did you mean ${nearest}?` }),
  }),

  'unset-variable': ({ name }) => ({
    message: `the environment variable ${name} is not set`,
    hint: `write a line ${name}=… in the file .env, or give a default: \${${name}:-default}`,
  }),
  'variable-gone': ({ name }) => ({
    message: `${name} had a value and is not set any more`,
    hint: `write the line ${name}=… into .env again; if it is meant to be empty, ${name}= without a value`,
  }),
  'env-file-unreadable': ({ reason }) => ({
    message: `.env cannot be read: ${reason}`,
    hint: 'the user who runs dingbell must be able to read this file: chmod 600 .env, and check who owns it',
  }),
  'env-quote-unclosed': () => ({
    message: 'the quote on this line of .env is never closed, and the next lines are taken for its value',
    hint: 'close it at the end of the line, or leave both quotes out',
  }),
  'proxy-invalid': ({ name }) => ({
    message: `${name} is not the address of a proxy: none is used`,
    hint: `write ${name}=http://host:port in .env; without a proxy, take the line out`,
  }),
  'certificates-unreadable': ({ name }) => ({
    message: `the file that ${name} names cannot be read, or holds no certificate`,
    hint: `write ${name}=/path/to/ca.pem, a file with BEGIN CERTIFICATE in it, which the user who runs dingbell may read`,
  }),
  'malformed-variable': ({ name }) => ({
    message: `"\${${name}" is not a valid reference to an environment variable`,
    hint: 'write ${NAME} or ${NAME:-default}; the name has only letters, digits and underscores; for a $ itself write $$',
  }),
  'unclosed-quote-in-env': ({ name }) => ({
    message: `the value of ${name} has a quote that is never closed`,
    hint: `in .env look at the line ${name}=… and close the quote, or leave quotes out`,
  }),
  'bad-environment-value': ({ written }) => ({
    message: `the value of ${written} in the environment cannot be used here`,
    hint: 'check it in .env; it is not shown here, to keep it secret',
  }),

  'no-trigger': ({ reminder }) => ({
    message: `"${reminder}" does not say when`,
    hint: 'add one of at, cron, every, monthly, yearly, birthdays, anniversaries, countdown, once: for example at: "08:50"',
  }),
  'several-triggers': ({ keys, once }) => ({
    message: `a reminder can have only one kind of time, but this one has ${keys.join(', ')}`,
    hint: once === undefined ? 'keep one, and write another reminder for the rest' : `write once: ${once}, without at`,
  }),
  'no-message': ({ reminder }) => ({
    message: `"${reminder}" does not say what to send`,
    hint: 'add one of text, markdown, link, actionCard, feedCard: for example text: Lunch!',
  }),
  'several-messages': ({ keys }) => ({
    message: `a reminder can send only one kind of message, but this one has ${keys.join(', ')}`,
    hint: 'keep one',
  }),
  'pick-of-one': () => ({
    message: 'there is only one text to pick',
    hint: 'write several: text: [喝水, 起来走走], or delete pick',
  }),
  'key-without-partner': ({ key, partners, active }) => ({
    message: `"${key}" works only together with ${partners.join(' or ')}`,
    hint:
      active === undefined ? `delete ${key}, or add ${partners[0]}` : `for these dates write active: ${active} instead`,
  }),
  'keys-exclude': ({ key, other }) => ({
    message: `"${key}" and "${other}" cannot be used together`,
    hint: 'keep one',
  }),
  'advance-of-countdown': ({ once }) => ({
    message: 'a countdown is sent on every day before its date anyway: advance has no effect',
    hint: `for some of these days only, write once: ${once} instead of countdown and at; otherwise delete advance`,
  }),
  'no-robot': ({ reminder, known }) => ({
    message: `"${reminder}" does not say which robot sends it`,
    hint:
      known.length === 0
        ? 'write a robot under robots: first, for example team: { webhook: sandbox }'
        : `add robot: ${known[0]}, or write robot: ${known[0]} under defaults:`,
  }),
  'unknown-robot': (params) => unknownName('robot', 'robots', params),
  'unknown-person': (params) => unknownName('person', 'people', params),
  'unknown-calendar': (params) => unknownName('calendar', 'calendars', params),
  'unknown-country': ({ name, nearest }) => ({
    message: `there is no country with the code "${name}"`,
    hint: nearest === undefined ? 'write its two letters, such as CN, JP or DE' : `did you mean ${nearest}?`,
  }),
  'unknown-region': ({ name, known }) => ({
    message: `there is no part of a country with the code "${name}"`,
    hint:
      known.length === 0
        ? 'delete region: no part of this country has holidays of its own'
        : `write one of ${known.join(', ')}`,
  }),
  'country-package-missing': ({ country }) => ({
    message: `the public holidays of ${country} come from the package date-holidays, which is not installed`,
    hint: 'run npm install date-holidays',
  }),
  'unknown-timezone': ({ name, nearest }) => ({
    message: `there is no time zone "${name}"`,
    hint: nearest === undefined ? 'write a name such as Asia/Shanghai or Europe/Berlin' : `did you mean ${nearest}?`,
  }),
  'person-without-birthday': ({ person }) => ({
    message: `"${person}" has no birthday under people`,
    hint: `add birthday: 1992-02-29 or birthday: { lunar: 1990-08-15 } to ${person}`,
  }),
  'person-without-joined': ({ person }) => ({
    message: `"${person}" has no first day at work under people`,
    hint: `add joined: 2021-03-01 to ${person}`,
  }),
  'nobody-has-joined': () => ({
    message: 'nobody under people has a first day at work yet',
    hint: 'add joined: 2021-03-01 to someone',
  }),
  'nobody-has-birthday': () => ({
    message: 'nobody under people has a birthday yet',
    hint: 'add birthday: 1992-02-29 or birthday: { lunar: 1990-08-15 } to someone',
  }),
  'mention-in-card': ({ type }) =>
    type === 'actionCard'
      ? {
          message: 'an actionCard can mention people only by userId, not by mobile number, and not everybody at once',
          hint: 'write their userId, or use text or markdown',
        }
      : {
          message: `DingTalk's ${type} messages cannot mention anyone`,
          hint: 'delete mention, or use text or markdown',
        },
  'too-many-mentions': ({ count, limit }) => ({
    message: `a message can mention at most ${limit} people; this one mentions ${count}`,
    hint: 'use mention: all, or several reminders',
  }),
  'wrong-order': ({ from, until }) => ({
    message: `the end, ${until}, comes before the beginning, ${from}`,
    hint: 'write the earlier one first',
  }),
  'no-such-date': ({ written }) => ({ message: `there is no day "${written}"`, hint: 'check the month and the day' }),
  'calendar-year-unknown': ({ year }) => ({
    message: `the days off of ${year} are not known yet, and the calendar says unknownYear: error`,
    hint: 'write unknownYear: provisional until they are known',
  }),
  'two-buttons-horizontal': () => ({
    message: 'side by side (horizontal) works with exactly two buttons',
    hint: 'make it two buttons, or delete layout',
  }),

  'template-syntax': template,
  'template-full-width': template,
  'template-missing-pipe': template,
  'template-unknown-value': template,
  'template-unknown-filter': template,
  'template-unknown-tag': template,
  'template-empty': template,
  'template-failed': template,

  'webhook-empty': () => ({ message: "the robot's webhook is empty", hint: WEBHOOK_HINT }),
  'webhook-no-url': () => ({ message: 'the webhook is not a web address', hint: WEBHOOK_HINT }),
  'webhook-with-secret': () => ({
    message: 'the webhook and the secret (SEC…) are in one value',
    hint: `write them separately: webhook: https://oapi.dingtalk.com/robot/send?access_token=… and secret: SEC…`,
  }),
  'webhook-scheme': () => ({ message: 'the webhook must begin with https://', hint: WEBHOOK_HINT }),
  'webhook-credentials': () => ({
    message: 'the webhook has a user name or password before its host',
    hint: WEBHOOK_HINT,
  }),
  'webhook-host': () => ({ message: "the webhook's host is not DingTalk's", hint: WEBHOOK_HINT }),
  'webhook-port': () => ({ message: 'the webhook must not name a port', hint: WEBHOOK_HINT }),
  'webhook-path': () => ({ message: "the webhook's path is not /robot/send", hint: WEBHOOK_HINT }),
  'webhook-no-token': () => ({ message: 'the webhook has no access_token', hint: WEBHOOK_HINT }),
  'webhook-many-tokens': () => ({
    message: 'the webhook has several access_token',
    hint: 'keep one: was it pasted twice?',
  }),
  placeholder: ({ key }) => ({
    message: `the ${key} is still the placeholder of .env.example`,
    hint:
      key === 'webhook'
        ? `in .env write the robot's own address, from its settings in DingTalk; to try things out delete the line`
        : "in .env write the robot's own secret, from 安全设置 → 加签 in DingTalk; if it has none, delete the line",
  }),
  'message-too-long': ({ limit, kind }) => ({
    message: `this message is longer than the ${limit.toLocaleString('en')} bytes that DingTalk takes`,
    hint: `shorten it: only text and markdown can be split, ${kind} cannot`,
  }),
  'unknown-event': ({ name, nearest }) => ({
    message: `there is no event "${name}"`,
    hint:
      nearest === undefined
        ? 'docs/hooks.md lists all of them: push, issue.opened, build.failed …'
        : `did you mean ${nearest}?`,
  }),
  'event-unknown-value': ({ name, kind, suggestion, known }) => ({
    message: kind === undefined ? `no event has a value ${name}` : `an event ${kind} has no value ${name}`,
    hint: suggestion === undefined ? `known: ${known ?? 'see docs/hooks.md'}` : `did you mean ${suggestion}?`,
  }),
  'hook-unproven': ({ from, signs }) => ({
    message: `nothing proves that a request comes from ${from}: anybody could write to the group`,
    hint: signs
      ? 'add secret: "${HOOK_SECRET}", and enter the same secret there'
      : `add token: "\${HOOK_TOKEN}"; ${from} then posts to the address with ?token=… or shows it as Authorization: Bearer`,
  }),
  'hook-does-not-sign': ({ from }) => ({
    message: `${from} does not sign what it posts, so secret has no effect`,
    hint: 'write token instead',
  }),
  'hook-needs-public-url': () => ({
    message: 'Trello signs the address that it posts to, and that address is not set here',
    hint: 'write daemon: { http: { publicUrl: "https://bell.example.com" } }',
  }),
  'hook-needs-feed': () => ({
    message: 'from: feed does not say which feed',
    hint: 'add feed: https://github.com/nodejs/node/releases.atom',
  }),
  'hook-is-fetched': ({ key }) => ({
    message: `"${key}" has no effect with from: feed: dingbell fetches the feed itself, nobody posts to it`,
    hint: 'delete it',
  }),
  'feed-too-often': () => ({
    message: 'a feed is fetched once a minute at most',
    hint: 'write every: 15m, or 1m at least',
  }),
  'key-of-other-sender': ({ key, from, for: other }) => ({
    message: `"${key}" has no effect with from: ${from}`,
    hint: `it is for from: ${other}; delete it`,
  }),
  'condition-mixed': () => ({
    message:
      '"and" and "or" in one condition: Liquid reads them from right to left, and you probably mean something else',
    hint: 'write a list, in which everything must be true: when: [a or b, c]',
  }),
  'condition-negated': ({ written, suggestion }) => ({
    message: `${written} does not mean what it says: Liquid compares first`,
    hint: `write ${suggestion}`,
  }),
  'condition-parentheses': () => ({
    message: 'Liquid has no parentheses in conditions',
    hint: 'write a list, in which everything must be true: when: [a or b, c]',
  }),
  'limit-above-vendor': ({ limit }) => ({
    message: `DingTalk takes at most ${limit} messages a minute; after more it refuses everything from the robot for ten minutes`,
    hint: `write ${limit} or less, or leave perMinute out`,
  }),

  'cut-at-hash': ({ kept, suggestion }) => ({
    message: `everything after " #" is read as a comment: the message is only "${short(kept)}"`,
    hint: `to keep the # put the text in quotes${suggestion === undefined ? '' : `: ${suggestion}`}; if it is a comment, write a space after the #`,
  }),
  'literal-newline': ({ suggestion }) => ({
    message: 'this \\n is sent as it is written, not as a line break',
    hint:
      suggestion === undefined
        ? 'use double quotes, or | and several lines of text'
        : `use double quotes: ${suggestion}`,
  }),
  'anchor-unused': ({ anchor, suggestion }) => ({
    message: `"&${anchor}" has a special meaning in YAML: it is not part of the text`,
    hint:
      suggestion === undefined
        ? 'to keep it put the whole text in quotes'
        : `to keep it put it in quotes: ${suggestion}`,
  }),
  'date-format': ({ written, suggestion, kind }) => ({
    message: `the format "${written}" ${DATE_FORMATS[kind]}`,
    hint: kind === 'half-day' ? `write "${suggestion}", or add a for am and pm` : `write "${suggestion}"`,
  }),
  'date-without-time': ({ written }) => ({
    message: 'date has no time of day: this is always 00:00',
    hint: `write {{ at | date: "${written}" }}; with advance the event's own time is {{ event | date: "${written}" }}`,
  }),
  'duplicate-time': ({ time }) => ({ message: `${time} is written twice; it fires once`, hint: 'delete one of them' }),
  'once-past': ({ written }) => ({
    message: `${written} is in the past: this will not fire`,
    hint: 'write a later time, or delete the reminder',
  }),
  'never-fires': ({ reminder, moved }) => ({
    message: `"${reminder}" will never fire again`,
    hint: `${moved ? `${movedTo(moved)}; or ` : ''}look at its time and at on, skip, active: it fires only when all of them allow it`,
  }),
  'beyond-known-days': ({ reminder, until, what }) =>
    what === 'sky'
      ? {
          message: `lunar dates and solar terms after ${until} are unknown: "${reminder}" does not fire`,
          hint: 'write an earlier date',
        }
      : {
          message: `the workdays after ${until} are unknown: "${reminder}" does not fire`,
          hint: 'write an earlier date, or leave out shift, workdays and holidays',
        },
  'waits-for-notice': ({ reminder, year }) => ({
    message: `"${reminder}" does not fire for now: its days depend on the holiday notice of ${year}, which is not out yet`,
    hint: 'if it should wait for that notice, do nothing: its days are looked up again when the notice is out; to send it in any case, leave out on and unless',
  }),
  'event-left-out': ({ keys, date, time }) => ({
    message: `it counts down to ${date}, but that day itself is left out by ${keys.join(' and ')}`,
    hint: `to have a message on that day too, write another reminder with once: ${date}T${time}`,
  }),
  'filter-leaves-nothing': ({ reminder, keys, moved }) => ({
    message: `"${reminder}" will never fire: ${keys.join(' and ')} ${keys.length === 1 ? 'excludes' : 'exclude'} all of its days`,
    hint: `${moved ? `${movedTo(moved)}; or ` : ''}look at its time: it must fall on a day that they allow`,
  }),
  'time-in-gap': ({ date, time, fires, timezone }) => ({
    message: `on ${date} clocks go forward in ${timezone} and there is no ${time}: it fires at ${fires} that day`,
    hint: 'nothing to do if that is fine; otherwise choose a time that exists every day',
  }),
  'time-repeated': ({ date, time, timezone }) => ({
    message: `on ${date} clocks go back in ${timezone} and show ${time} twice: it fires the first time only`,
    hint: 'nothing to do if that is fine; otherwise choose a time that comes once every day',
  }),
  'calendar-year-provisional': ({ year }) => ({
    message: `the days off of ${year} are not known yet: workdays of that year are provisional`,
    hint: 'nothing to do: they are usually announced in November, and dingbell then downloads them; npx dingbell doctor says whether that works',
  }),
  'timezone-no-summer-time': ({ name, meant }) => ({
    message: `${name} has no summer time: in summer it is an hour behind ${meant}`,
    hint: `for the time people have there, write timezone: ${meant}`,
  }),
  'timezone-sign': ({ name, hours, isBehind, ahead, behind }) => ({
    message: `${name} is ${hours} hours ${isBehind ? 'behind' : 'ahead of'} UTC: the signs of these names are reversed`,
    hint:
      [
        ...(ahead === undefined ? [] : [`for ${hours} hours ahead write timezone: ${ahead}`]),
        ...(behind === undefined ? [] : [`for ${hours} hours behind (in winter) timezone: ${behind}`]),
      ].join('; ') || 'write a place instead, such as timezone: Asia/Shanghai',
  }),
  'date-compared': ({ written, reason, assign }) => ({
    message: `${written} ${DATE_COMPARED[reason]}`,
    hint:
      assign === undefined
        ? 'compare with a value like "2026-12-25", "12-25" or "周三"; compare at or event with a value like "18:00"'
        : `write ${assign}{% case day %}`,
  }),
  'mobile-digits': ({ written, digits }) => ({
    message: `${written} has ${digits} digits; a mobile number has 11, so this is read as a user id`,
    hint: 'count them; if it is a user id, write it under people and that name here',
  }),
  'next-far-off': ({ date, reason }) => ({
    message: `it will not fire before ${date}`,
    hint: `if you did not mean that, look at ${FAR_OFF[reason]}`,
  }),
  'at-calls-nobody': ({ written, mention }) => ({
    message: `"${written}" is only text and calls nobody`,
    hint:
      mention === undefined
        ? 'write a name under people, with a mobile number of 11 digits, and add mention: with that name; the text needs no @'
        : `add mention: ${mention}; the text needs no @`,
  }),
  'dates-swallowed': ({ keys, count, of, dates, moved, canSkip }) => ({
    message: `in the coming year, ${keys.join(' and ')} leave${keys.length === 1 ? 's' : ''} out ${of === 1 ? 'its only day' : `${count} of its ${of} days`}: ${dates.join(', ')}${count > dates.length ? ' …' : ''}`,
    hint: [
      ...(moved ? [movedTo(moved)] : []),
      'to send it on those days, change on, unless or skip',
      ...(canSkip ? ['to leave those days out, add shift: skip'] : []),
    ].join('; '),
  }),
  'roster-unfair': ({ people }) => ({
    message: `in this roster ${people.join(', ')} get${people.length === 1 ? 's' : ''} no turn, or less than half of a fair share`,
    hint: 'under rotate write every: 1 time: then each time is the next person’s turn; or make a turn as long as the interval of the reminder: every: 1 week for a weekly reminder',
  }),
  'names-look-alike': ({ name, other }) => ({
    message: `"${name}" looks like "${other}", but is another name`,
    hint: 'rename one of them, so that they are not confused',
  }),
  'unused-robot': ({ robot }) => ({
    message: `no reminder uses the robot "${robot}"`,
    hint: 'if a reminder should use it, write its name there; if only dingbell send or the API uses it, change nothing',
  }),
  'unused-calendar': ({ calendar }) => ({
    message: `no reminder uses the calendar "${calendar}"`,
    hint: `write calendar: ${calendar} in a reminder or under defaults:, or delete it`,
  }),
  'calendar-without-effect': () => ({
    message: 'nothing in this reminder depends on a calendar: this has no effect',
    hint: 'did you mean to write on: workdays, too? otherwise delete it',
  }),
  'keyword-missing': ({ robot, keyword }) => ({
    message: `the robot "${robot}" takes only messages with a keyword, and this text has none`,
    hint: `"${keyword}" will be put at its end; to have it elsewhere, write it into the text`,
  }),
  'message-split': ({ limit, parts }) => ({
    message: `this message is longer than the ${limit.toLocaleString('en')} bytes that DingTalk takes: it will be sent in ${parts} parts`,
    hint: 'nothing to do if that is fine; otherwise shorten it',
  }),
  'says-nothing': ({ date }) => ({
    message:
      date === undefined
        ? 'this text can be empty: then nothing is sent'
        : `for ${date} this text is empty: then nothing is sent`,
    hint: 'if you mean that, change nothing; otherwise write some words outside {% if %} and {{ }}, or add {% else %}',
  }),
  'blank-on-date': ({ date }) => ({
    message: `for ${date} this text is empty: DingTalk refuses empty messages`,
    hint: 'write some words outside {% if %} and {{ }}, or add {% else %}',
  }),
  'single-braces': ({ name }) => ({
    message: 'with single braces this is sent as it is written',
    hint: `for the value write double braces: {{ ${name} }}`,
  }),
  'value-always-empty': ({ name }) => ({
    message:
      name === 'days_left' || name === 'minutes_left' ? `${name} is always 0 here` : `${name} is always empty here`,
    hint: VALUE_HINTS[name],
  }),
  'person-unseen': ({ key }) => ({
    message: key === 'rotate' ? 'nobody will see whose turn it is' : 'nobody will see whose day it is',
    hint: 'write {{ person.name }} into the text, or mention: person',
  }),
  'same-reminder': ({ reminder, other }) => ({
    message: `"${reminder}" says the same as "${other}", at the same times, through the same robot`,
    hint: 'change one of them, or delete it',
  }),
  'repeated-item': ({ key, item }) => ({
    message: `${inQuotes(short(item))} is written twice in ${key}`,
    hint: 'delete one of them, or write what was meant instead',
  }),
  'too-often': ({ aMinute, robot, perMinute }) => ({
    message: `this makes ${aMinute} messages a minute, but the robot "${robot}" may send only ${perMinute}`,
    hint: `write ${Math.ceil(60 / perMinute)}s or more; most of them would come too late or never`,
  }),
  'late-beyond-period': ({ late, every }) => ({
    message: `late: ${late} is longer than every: ${every}; when several are late, only the newest is sent`,
    hint: `write late: ${every}, or catchUp: all to send all of them`,
  }),
  'skip-without-effect': ({ written }) => ({
    message: `it would not fire on ${written} anyway`,
    hint: 'check the date; if it is right, delete it',
  }),
  'failure-told-to-itself': ({ robot, told }) => ({
    message:
      robot === told
        ? `when "${robot}" fails, it cannot report that itself`
        : `"${told}" has the same webhook as "${robot}": when one fails, the other fails too`,
    hint: 'name a robot of another group, or delete onFailure',
  }),
  'host-without-token': () => ({
    message: 'other machines can reach the page at this address, but without a token it answers only this machine',
    hint: 'write token: "${DINGBELL_TOKEN}" beside it, and a line DINGBELL_TOKEN=… in .env',
  }),
  'token-short': ({ least }) => ({
    message: `a token of fewer than ${least} characters can be guessed`,
    hint: 'make one with: openssl rand -hex 32',
  }),
  'calendar-token-opens-all': () => ({
    message: 'this is the same as token: anyone who has the address of the calendar can open everything',
    hint: 'choose another one for the calendar',
  }),
  'mention-without-contact': ({ person, type }) =>
    type === 'actionCard'
      ? {
          message: `an actionCard can mention people only by userId, and "${person}" has none`,
          hint: `add userId to ${person} under people, or use text or markdown`,
        }
      : {
          message: `"${person}" has neither mobile nor userId: DingTalk cannot mention them`,
          hint: `add mobile or userId to ${person} under people`,
        },
  'secret-short': ({ least }) => ({
    message: `a secret of fewer than ${least} characters can be guessed`,
    hint: 'make one with: openssl rand -hex 32, and enter it there too',
  }),
  'account-of-two': ({ account, place, person, other }) => ({
    message: `${place}: ${account} is written for "${person}" and for "${other}"`,
    hint: 'messages mention the first person; keep one',
  }),
  'signature-lost-in-relay': ({ from }) => ({
    message: `most relays break the signature of ${from}: they rewrite the JSON that was signed`,
    hint: `write token: "\${HOOK_TOKEN}" beside secret, and add ?token=… to the address that ${from} posts to; a gosmee server does not change the JSON`,
  }),
  'sent-in-quiet-hours': ({ reminder, robot, time }) => ({
    message: `"${reminder}" is due in the quiet hours of robot "${robot}" (${time}), but is sent anyway`,
    hint: 'write quiet: robot to hold it until they end, or quiet: off if you want it sent',
  }),
  'quiet-of-none': () => ({
    message: 'none of its robots has quiet hours: nothing is held',
    hint: 'write quiet: { between: "22:00-08:30" }, or give the robot such quiet hours',
  }),
  'quiet-endless': ({ until }) => ({
    message: `daysOff: true has no effect: the calendar has no workday until ${until}, so held messages would never be sent`,
    hint: 'correct the calendar; if there are no workdays, write quiet: { between: "22:00-08:30" }',
  }),
  'filter-never-matches': ({ key, from }) => ({
    message: `"${key}" has no effect: events of ${from} do not have it`,
    hint: 'delete it',
  }),
  'event-never-sent': ({ event, from, known }) => ({
    message: `${from} never sends ${event}`,
    hint: `delete it, or write some of these: ${known}`,
  }),
  'secret-unlike': () => ({
    message: 'a signing secret usually begins with SEC; this one does not',
    hint: "copy it from the robot's settings in DingTalk: 安全设置 → 加签",
  }),

  peak: ({ robots, messages, perMinute, date, time, until, last, moreDays }) => ({
    message: `${robotsOf(robots)}: ${messages.toLocaleString('en')} messages fall due ${until === undefined ? `at ${time}` : `from ${time} to ${until}`} on ${date}${moreDays > 0 ? ` and on ${moreDays} more days` : ''}: the last goes out at ${last}`,
    hint: `${perMinute} a minute can be sent; give some of them another time, or write spread: ${minutesFor(messages, perMinute)}m under defaults:`,
  }),
  quota: ({ robots, calls, perMonth }) => ({
    message: `${robotsOf(robots)}: about ${calls.toLocaleString('en')} of ${perMonth.toLocaleString('en')} calls this month`,
    ...(calls > perMonth
      ? {
          hint: 'DingTalk refuses calls beyond that: write fewer reminders, or raise the quota and write limit: { perMonth: … }',
        }
      : {}),
  }),
  'reminders-gone': ({ count }) => ({
    message: `${count === 1 ? 'the only reminder is' : `all ${count} reminders are`} gone: ${count === 1 ? 'it is' : 'they are'} kept until this is confirmed`,
    hint: 'put the files back; or, if you meant it, confirm it: press the button on the page, run kill -HUP (systemctl reload), or start with dingbell run --allow-empty',
  }),
  'examples-held': ({ examples, robots }) => ({
    message: `These examples came with dingbell and are not sent to a real group: ${examples.join(', ')}`,
    hint: `your own reminders are sent; to have the examples sent too, write DINGBELL_EXAMPLES=${robots.join(',')} into .env`,
  }),
  unwatched: () => ({
    message: 'Nobody would notice if the daemon stopped: neither heartbeat nor onFailure is set',
    hint: 'write daemon: { heartbeat: "${HEARTBEAT_URL:-}" } and put HEARTBEAT_URL=https://… of a monitor into .env (docs/recipes.md); to hear of messages that could not be sent, write onFailure: OTHER_ROBOT at a robot',
  }),
};

function robotsOf(robots: readonly string[]): string {
  return robots.length === 1 ? `robot ${robots.join('')}` : `robots ${robots.join(', ')} (one token)`;
}

const DATE_FORMATS = {
  tokens: 'has letters that mean something else here: the year is yyyy, the day d or dd, the weekday EEEE, the week W',
  mixed: 'mixes up M and m (month and minute), or s and S (second and thousandth)',
  weekday: 'names the weekday wrongly: EEE is 周三 already, EEEE 星期三, E a number',
  'half-day': 'has h, which counts to 12: three in the afternoon is 3',
} as const;

const VALUE_HINTS = {
  next: 'there is a next turn only with rotate:',
  person: 'only birthdays:, anniversaries: and rotate: are about somebody',
  years: 'only birthdays:, anniversaries: and yearly: with a year (2016-05-20, or since: 2016) count them',
  days_left: 'only advance: and countdown: send messages beforehand',
  minutes_left: 'only advance: and countdown: send messages beforehand',
  days_since: 'only every: in days or longer, such as 100 days, counts the days from its first date',
} as const;

function insteadHint(entries: readonly string[], both?: readonly string[]): string {
  if (entries.length === 0) return 'delete it: dingbell does that already';
  return `write ${entries.join(' and ')} instead${both ? ` of ${both.join(' and ')}` : ''}`;
}

const WEBHOOK_HINT =
  "copy the whole address from the robot's settings: https://oapi.dingtalk.com/robot/send?access_token=…; to try things out write sandbox";

const NAMES: Readonly<Record<Expected, string>> = {
  file: 'parts like reminders: and robots:',
  robots: 'a group of "name: robot"',
  people: 'a group of "name: person"',
  calendars: 'a group of "name: calendar"',
  reminders: 'a group of "name: reminder"',
  daemon: 'a group of settings',
  http: 'a group of settings',
  robot: 'the settings of a robot',
  limit: 'a group of limits',
  person: 'the settings of a person',
  calendar: 'the settings of a calendar',
  defaults: 'a group of defaults',
  reminder: 'the settings of a reminder',
  text: 'text',
  title: 'a title',
  words: 'some text',
  name: 'a name',
  names: 'a name or a list of names',
  time: 'a time like "08:50"',
  times: 'a time like "08:50" or a list of times',
  cron: 'a cron expression in quotes',
  every: 'an interval like 45m, 2h or 2 weeks',
  run: 'a number of days like 4 days or 1 week',
  between: 'a window like "09:30-18:00"',
  monthly: 'a day of the month, or a list',
  'monthly-lunar': 'days of the lunar month',
  'lunar-day': 'a day of the lunar month, or a list',
  month: 'a month from 1 to 12',
  months: 'a month from 1 to 12, or a list',
  yearly: 'month-day, year-month-day, a name like 冬至, 端午 or 2nd sunday of may, or a group with date or lunar',
  'yearly-options': 'a day of the year, as either date or lunar',
  'lunar-date': 'a day of the lunar year',
  'yearly-date': 'month-day or year-month-day',
  since: 'the first year or date',
  birthdays: 'all, or a list of names under people',
  joined: 'the first day at work with its year, like 2021-03-01',
  birthday: 'a birthday as year-month-day or month-day, or a group with lunar',
  once: 'a date and time',
  countdown: 'a date, with or without a time',
  on: 'days like workdays, days-off, holidays, weekends, or a list of days of the week',
  skip: 'a date or a list of dates and ranges (from..until)',
  date: 'a date like 2026-12-31',
  dates: 'one or more dates, or from..until',
  'active-date': 'a date as year-month-day, or month-day for every year',
  active: 'a first and a last date',
  advance: 'how long before, like 7d, 2h or 2 workdays, or a list of these',
  duration: 'a duration like 45s, 15m, 2h, 1d',
  spread: 'a duration like 2m, at most 1d',
  'spread-within': 'a duration like 30m, at most 1d',
  rotate: 'a group with people and from',
  'rotate-people': 'a list of names under people',
  turn: 'how long a turn lasts, like 1 week',
  'first-turn': 'a date like 2026-11-02, from the year 2000 on',
  boolean: 'true or false',
  integer: 'a whole number',
  port: 'a port from 0 to 65535',
  'positive-integer': 'a whole number above 0',
  'per-minute': 'a whole number above 0',
  timezone: 'a time zone',
  mention: 'all, or a list of names under people',
  markdown: 'title and text',
  link: 'title, text and url',
  'action-card': 'title, text and buttons',
  'feed-card': 'a group with links',
  buttons: 'a list of at least one button',
  button: 'title and url of a button',
  links: 'a list of at least one link',
  'feed-link': 'title, url and picture of a link',
  url: 'a web address',
  mobile: 'a mobile number',
  'user-id': 'a DingTalk userId',
  keywords: 'a keyword or a list of them (10 at most)',
  tags: 'a tag or a list of tags',
  webhook: "the robot's webhook, or sandbox",
  secret: 'the signing secret',
  token: 'a token',
  'calendar-token': 'a token',
  heartbeat: 'an address that begins with https:// or http://',
  'public-hosts': 'a host name or a list of them, without https:// and port',
  'public-url': 'an address that begins with https:// or http://, without ? and #',
  hooks: 'a group of hooks, each under its name',
  hook: 'a hook: a group with from and secret',
  'hook-secret': 'a secret, or a list of them',
  'hook-token': 'a token, or a list of them',
  'hook-mention': 'involved, none, all, or a list of names under people',
  'hook-template': 'a title or a text',
  relay: 'an address that begins with https://',
  feed: 'an address that begins with https:// or http://',
  signature: 'a group with header',
  header: 'the name of a header',
  prefix: 'the text before the signature',
  signed: 'what is signed, with {body} in it',
  events: 'one or more kinds of events',
  quiet: 'a group with between, daysOff or both',
  'reminder-quiet': 'robot, off, or a group with between, daysOff or both',
  'quiet-between': 'a window of the day or of a night',
  digest: 'a group with events, and with at or every',
  globs: 'one or more patterns, in which * stands for anything',
  condition: 'one or more conditions',
  fields: 'one or more names of fields',
  routes: 'a list of routes',
  route: 'a route: a group with filters and a robot',
  templates: 'a group with a message for each kind of event',
  keep: 'off, or a duration such as 3d',
  account: 'a user name, or a list of them',
  accounts: 'a group with user names, such as github: xiaoming-dev',
  folder: 'the path of a folder',
  host: 'the address to listen on',
  region: 'the code of a part of a country',
  week: 'the days of the week that are worked',
  alternate: 'a day that is worked every other week, and from when',
  country: 'a country code',
  holidays: 'off, or a group with urls',
  'holiday-url': 'an https address with {year} in it, without a password',
  choice: 'one of the values listed',
};

/** The fault's own words are English. */
function template({ message, hint }: { readonly message: string; readonly hint?: string }): ProblemText {
  return { message: `the template: ${message}`, ...(hint === undefined ? {} : { hint }) };
}

const DATE_COMPARED = {
  unlike: 'is never true: no date looks like that text',
  timeless: 'is never true: date has no time of day',
  case: 'compares text only: date is 2026-12-25 there, at and event have a time of day too',
} as const;

const FAR_OFF = {
  named: 'the day: some years do not have it',
  options: 'leapMonth, day30 and feb29: with skip, some years are left out',
  since: 'the year you wrote (since): counting begins there, and the first message comes one year later',
} as const;

/** What `shift` would do. */
function movedTo({ from, to }: Moved): string {
  return `with shift: next-workday ${from} moves to ${to} (previous-workday: before it)`;
}

function linesHint(lines: readonly string[], place: 'beside' | 'list' | 'next-day' | undefined): string {
  if (lines.length === 0) return 'delete it: dingbell does that already';
  const all = lines.join(' and ');
  if (place === 'beside') return `take it out of this list, and beside the list write ${all}`;
  return place === 'list' ? `instead of the whole list write ${all}` : `write ${all}`;
}

function written(suggestion: string, place: 'beside' | 'list' | 'next-day' | undefined): string {
  const note = '; that begins the next day, so days named by on, monthly and the like move on by one';
  return `write ${suggestion}${place === 'next-day' ? note : ''}`;
}

function example(expected: Expected, key?: string): string {
  return `for example ${exampleFor(expected, key)}`;
}

function came(got: Got): string {
  switch (got.kind) {
    case 'nothing':
      return 'nothing';
    case 'text':
      return inQuotes(short(got.written));
    case 'map':
      return 'a group of "name: value"';
    case 'list':
      return 'a list';
    case 'empty-list':
      return 'an empty list';
  }
}

/** Who writes `{name}` wants a value there. */
function gap(character: string, suggestion = ''): string {
  return character === '{' && !/\{[{%]/.test(suggestion) ? '; for a value write double braces, as in {{ date }}' : '';
}

function inQuotes(written: string): string {
  return /^["'“‘].*["'”’]$/.test(written) ? written : `"${written}"`;
}

function unknownName(
  what: string,
  section: string,
  { name, nearest, known }: { readonly name: string; readonly nearest?: string; readonly known: readonly string[] },
) {
  const message = `there is no ${what} "${name}"`;
  if (nearest !== undefined) return { message, hint: `did you mean ${nearest}?` };
  return {
    message,
    hint: known.length === 0 ? `write one under ${section}: first` : `${section} has: ${known.join(', ')}`,
  };
}
