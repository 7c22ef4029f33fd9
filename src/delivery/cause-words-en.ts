import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { CauseWords } from './cause-words.ts';

export const EN: CauseWords = {
  'cut-off': () => 'the process that sent it was stopped; it is not known whether it arrived',
  'out-of-time': ({ last }, { tell }) => `there is no time for another attempt; the last one: ${tell(last)}`,
  'no-turn': () => 'it could not be sent in time: the robot was busy with other messages, cooling down or paused',
  'robot-not-configured': ({ robot }) => `robot "${robot}" is not in the configuration any more`,
  'too-late': ({ lateMs, graceMs }) => `${late(lateMs)}; \`late\` allows ${span(graceMs)}`,
  'passed-over': ({ lateMs, catchUp }) => `${late(lateMs)}; \`catchUp: ${catchUp}\` leaves it out`,
  overridden: ({ by }, { tellOverride, timeOf }) => {
    const until = by.kind === 'pause' ? timeOf(by.until) : undefined;
    return until === undefined ? tellOverride(by) : `paused by hand until ${until}`;
  },
  'taken-back': () => 'taken back by hand',
  quiet: ({ until }, { timeOf }) => `quiet hours: held until ${timeOf(until) ?? 'they end'}`,
  'followed-in-quiet': () =>
    'several were due in the same quiet hours: only the last one is sent; `catchUp: all` sends all',
  'nothing-to-say': () => 'its text is empty this time, so nothing is sent',
  'too-large': ({ bytes, splittable }) =>
    splittable
      ? `the message is too long to be split (${count(bytes)} bytes at once; DingTalk takes 20,000)`
      : `the message is too long (${count(bytes)} bytes; DingTalk takes 20,000); only text and markdown can be split`,
  'earlier-part-refused': () => 'an earlier part of the same message did not arrive',
  said: ({ text }) => text,
};

function late(ms: number): string {
  return `${span(ms)} late`;
}

function span(ms: number): string {
  return ms < MINUTE ? `${Math.round(ms / SECOND)} s` : `${Math.round(ms / MINUTE)} min`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
