import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { CauseWords } from './cause-words.ts';

export const EN: CauseWords = {
  'cut-off': () => 'whoever was sending it stopped before it was known whether it arrived',
  'out-of-time': ({ last }, { tell }) => `no time is left for another attempt; the last one: ${tell(last)}`,
  'no-turn': () => 'its turn did not come in time: the robot was busy with others, cooling down or paused',
  'robot-not-configured': ({ robot }) => `robot "${robot}" is not in the configuration any more`,
  'too-late': ({ lateMs, graceMs }) => `${late(lateMs)}; \`late\` allows ${span(graceMs)}`,
  'passed-over': ({ lateMs, catchUp }) => `${late(lateMs)}; \`catchUp: ${catchUp}\``,
  overridden: ({ by }, { tellOverride, timeOf }) => {
    const until = by.kind === 'pause' ? timeOf(by.until) : undefined;
    return until === undefined ? tellOverride(by) : `paused by hand until ${until}`;
  },
  'taken-back': () => 'taken back by hand',
  quiet: ({ until }, { timeOf }) => `quiet hours: held until ${timeOf(until) ?? 'they end'}`,
  'followed-in-quiet': () => 'several fell into the same quiet hours: the last one is sent; `catchUp: all` sends all',
  'nothing-to-say': () => 'nothing to say this time: its text is empty',
  'too-large': ({ bytes, splittable }) =>
    splittable
      ? `the message is too long to be split (${count(bytes)} bytes at once; DingTalk takes 20,000)`
      : `the message is too long (${count(bytes)} bytes; DingTalk takes 20,000); only text and markdown can be split`,
  'earlier-part-refused': () => 'an earlier part of the same message did not arrive',
  said: ({ text }) => text,
};

function late(ms: number): string {
  return `planned ${span(ms)} after its time`;
}

function span(ms: number): string {
  return ms < MINUTE ? `${Math.round(ms / SECOND)} s` : `${Math.round(ms / MINUTE)} min`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
