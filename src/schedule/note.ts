import type { Words } from './fault.ts';

/** Why a date is not the one written, for people: `10 Apr is a day off: moved to 12 Apr`. */
export type Note = Words;

/** One after the other; `undefined` where there is none. */
export function joinedNotes(...notes: readonly (Note | undefined)[]): Note | undefined {
  const [first, ...others] = notes.filter((each) => each !== undefined);
  return first && others.reduce((all, { zh, en }) => ({ zh: `${all.zh}；${zh}`, en: `${all.en}; ${en}` }), first);
}

/** A month, 1-12, that has no such day, and the day that is taken for it. */
export function noSuchDayNote(month: number, written: number, taken: number): Note {
  return {
    zh: `${month}月没有${written}日，按${taken}日`,
    en: `there is no ${dayInEnglish(month, written)}: ${dayInEnglish(month, taken)} instead`,
  };
}

/** `12 Apr` */
export function dayInEnglish(month: number, day: number): string {
  return `${day} ${MONTHS[month - 1]}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
