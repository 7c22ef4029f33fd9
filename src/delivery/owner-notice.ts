import type { Language } from '../message/language.ts';
import { randomUUID } from 'node:crypto';
import { type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import { tellCause } from './cause-words.ts';
import type { Draft } from './draft.ts';
import type { Trouble } from './notices.ts';

/** At most one notice per lane in this time, in ms. */
const QUIET = HOUR;
/** A notice that could not be sent for so long is no news any more; what went wrong before is none either. */
export const NEWS = 12 * HOUR;

export type NoticeDecision =
  | { readonly kind: 'tell'; readonly draft: Draft }
  /** Told less than an hour ago: what has gone wrong since goes into one notice then. */
  | { readonly kind: 'wait'; readonly until: EpochMs };

/** Whom to tell, in which language. */
export interface Owner {
  /** The robot named by `onFailure`. */
  readonly robot: string;
  readonly locale: Language;
}

/** Whether the owner hears of a lane's trouble now, and what; or when. */
export function ownerNotice(trouble: Trouble, { robot, locale }: Owner, now: EpochMs): NoticeDecision {
  const { toldAt, cause } = trouble;
  // A last notice that lies in the future was made before the clock was set back: it keeps nobody quiet.
  if (toldAt !== undefined && toldAt <= now && now < toldAt + QUIET) {
    return { kind: 'wait', until: toEpochMs(toldAt + QUIET) };
  }
  const message = { kind: 'text', text: TEXTS[locale](trouble, tellCause(cause, locale)) } as const;
  // A new id each time: that nothing is told twice is settled where it is written, and a clock that was set back shows
  // the same instant twice.
  return { kind: 'tell', draft: { id: randomUUID(), origin: 'owner', robot, message, now, lifeMs: NEWS } };
}

const TEXTS: Record<Owner['locale'], (trouble: Trouble, reason: string) => string> = {
  'zh-CN': ({ robot, failed, expired, paused, cooling }, reason) =>
    [
      failed + expired > 0
        ? `【钉铃】机器人「${robot}」有消息没有送达：失败 ${failed} 条，过期 ${expired} 条。`
        : `【钉铃】机器人「${robot}」现在发不出消息。`,
      `最近一次的原因：${reason}`,
      ...(paused ? ['这个机器人已暂停发送，修改它的配置后会自动恢复。'] : []),
      ...(cooling ? ['之后每小时再试一次，排队的消息在过期前都会继续等待。'] : []),
    ].join('\n'),
  en: ({ robot, failed, expired, paused, cooling }, reason) =>
    [
      failed + expired > 0
        ? `[dingbell] Messages of robot "${robot}" did not arrive: ${failed} failed, ${expired} expired.`
        : `[dingbell] Robot "${robot}" cannot send now.`,
      `The last reason: ${reason}`,
      ...(paused ? ['The robot is stopped. It sends again when you change its configuration.'] : []),
      ...(cooling ? ['dingbell tries again every hour. Waiting messages are kept until they expire.'] : []),
    ].join('\n'),
};
