import { type Language, wordsIn } from '../message/language.ts';
import { tellRobotCause } from '../robot/cause-words.ts';
import type { RobotCause } from '../robot/cause.ts';
import { explainOverride } from '../schedule/explain-override.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';
import type { Cause, DeliveryCause } from './cause.ts';
import { EN } from './cause-words-en.ts';
import { ZH_CN } from './cause-words-zh-cn.ts';

export interface TellOptions {
  /** The reader's, in which it is told until when something was paused. Default: that is not told. */
  readonly timezone?: string;
  /** What people call a person. Default: the id. */
  readonly nameOf?: (person: string) => string;
}

/** Every cause in one language: a code without words does not compile. */
export type CauseWords = {
  readonly [Code in DeliveryCause['code']]: (cause: Extract<DeliveryCause, { code: Code }>, within: Within) => string;
};

/** Tells what stands within a cause, in the same language. */
interface Within {
  readonly tell: (cause: Cause) => string;
  readonly tellOverride: (override: Override) => string;
  readonly timeOf: (instant: EpochMs | undefined) => string | undefined;
}

const WORDS: Readonly<Record<Language, CauseWords>> = { en: EN, 'zh-CN': ZH_CN };

/** Why a delivery is as it is, in one line for people. */
export function tellCause(cause: Cause, language: Language, options: TellOptions = {}): string {
  const words = WORDS[language];
  if (isOfRobot(cause, words)) return tellRobotCause(cause, language);
  const { timezone, nameOf } = options;
  const within: Within = {
    tell: (inner) => tellCause(inner, language, options),
    tellOverride: (override) => wordsIn(language, explainOverride(override, nameOf)),
    timeOf: (instant) => (instant === undefined || timezone === undefined ? undefined : dateAndTime(instant, timezone)),
  };
  return (words[cause.code] as (cause: DeliveryCause, within: Within) => string)(cause, within);
}

function isOfRobot(cause: Cause, words: CauseWords): cause is RobotCause {
  return !Object.hasOwn(words, cause.code);
}

function dateAndTime(instant: EpochMs, timezone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
