import type { Words } from '../fault.ts';

/** What a calendar says about one day, and why. */
export type Verdict = {
  readonly workday: boolean;
  /** The year is not announced yet: this is the law or the weekday speaking, and the notice may overrule it. */
  readonly provisional: boolean;
} /** `unknown`: after the last day of which anybody knows the holidays. */ & (
  | { readonly kind: 'user-off' | 'user-work' | 'weekend' | 'weekday' | 'unknown' }
  | { readonly kind: 'holiday' | 'make-up' /** 春节 */; readonly name: string }
);

/** In a few words: 国庆节放假, 春节调休上班, 周末（暂定）. */
export function explainVerdict(verdict: Verdict): Words {
  const { zh, en } = reason(verdict);
  return verdict.provisional ? { zh: `${zh}（暂定）`, en: `${en} (provisional)` } : { zh, en };
}

function reason(verdict: Verdict): Words {
  if (verdict.kind === 'holiday') return { zh: `${verdict.name}放假`, en: `holiday (${verdict.name})` };
  if (verdict.kind === 'make-up') return { zh: `${verdict.name}调休上班`, en: `make-up workday (${verdict.name})` };
  return ORDINARY[verdict.kind];
}

const ORDINARY = {
  'user-off': { zh: '日历里写明放假', en: 'day off by `off` of the calendar' },
  'user-work': { zh: '日历里写明上班', en: 'workday by `work` of the calendar' },
  weekend: { zh: '周末', en: 'weekend' },
  weekday: { zh: '工作日', en: 'workday' },
  unknown: { zh: '未知', en: 'unknown' },
};
