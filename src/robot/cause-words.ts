import type { Language } from '../message/language.ts';
import type { NetworkProblem } from '../network/network-problem.ts';
import type { RobotCause, VendorMeaning } from './cause.ts';
import { EN } from './cause-words-en.ts';
import { ZH_CN } from './cause-words-zh-cn.ts';

/** Every cause in one language: a code without words does not compile. */
export interface RobotCauseWords {
  /** What an errcode means. */
  readonly meanings: Readonly<Record<VendorMeaning, CauseParts>>;
  /** What goes wrong on the way; and with that, what it means for the message. */
  readonly problems: Readonly<Record<NetworkProblem, CauseParts>>;
  readonly fates: Readonly<Record<'not-sent' | 'sent', (problem: string) => string>>;
  readonly others: { readonly [Code in OtherCode]: (cause: Extract<RobotCause, { code: Code }>) => CauseParts };
  readonly brackets: (text: string) => string;
}

/** What happened, the code and the words that came with it, and what can be done about it where we know of something. */
interface CauseParts {
  readonly what: string;
  readonly said?: string;
  readonly advice?: string | undefined;
}

type OtherCode = Exclude<RobotCause['code'], 'vendor' | 'network'>;

/**
 * Why an attempt did not deliver, in one line for people: what happened, the vendor's own words and code in brackets,
 * and in brackets again what to do about it, by the vendor's advice or else by ours.
 */
export function tellRobotCause(cause: RobotCause, language: Language): string {
  const words = WORDS[language];
  const { what, said, advice } = partsOf(cause, words);
  const asides = [said, advice].filter((aside) => aside !== undefined);
  return [what, ...asides.map(words.brackets)].join('');
}

/** What happened, and apart from it what to do about it: our advice, or else the vendor's. */
export function tellRobotCauseApart(
  cause: RobotCause,
  language: Language,
): { readonly what: string; readonly advice?: string | undefined } {
  const words = WORDS[language];
  const { what, said, advice } = partsOf(cause, words);
  const ours = cause.code === 'vendor' ? words.meanings[cause.meaning].advice : advice;
  return { what: said === undefined ? what : what + words.brackets(said), advice: ours ?? advice };
}

/** What went wrong on the way to a host, and what to do about it where we know of something. */
export function tellNetworkProblem(
  { problem, text }: { readonly problem: NetworkProblem; readonly text?: string },
  language: Language,
): { readonly what: string; readonly advice?: string | undefined } {
  const { what, advice } = WORDS[language].problems[problem];
  return { what: text ?? what, advice };
}

const WORDS: Readonly<Record<Language, RobotCauseWords>> = { en: EN, 'zh-CN': ZH_CN };

function partsOf(cause: RobotCause, { meanings, problems, fates, others }: RobotCauseWords): CauseParts {
  if (cause.code === 'vendor') {
    const { what, advice } = meanings[cause.meaning];
    const said = cause.text === undefined ? String(cause.errcode) : `${cause.errcode} ${cause.text}`;
    return { what, said, advice: cause.advice ?? advice };
  }
  if (cause.code === 'network') {
    const { what, advice } = problems[cause.problem];
    return { what: fates[cause.fate](cause.text ?? what), advice };
  }
  return (others[cause.code] as (cause: RobotCause) => CauseParts)(cause);
}
