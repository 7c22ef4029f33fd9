import { own, type Printable, vouched } from './printable.ts';
import { suggestionFor } from './suggestion.ts';

/** `!workdays`, `no holidays`, `-sat`, `除了周末`: what is left out, as the whole line that says so. */
export function negationGuess(text: Printable): Printable | undefined {
  const [, word] = NEGATION.exec(text.normalize('NFKC').trim()) ?? [];
  if (word === undefined) return undefined;
  if (/^(?:workdays?|工作日)$/i.test(word)) return own('on: days-off');
  const meant = WORDS.test(word) ? word.toLowerCase() : suggestionFor('on', vouched(word));
  return meant === undefined ? undefined : vouched(`unless: ${meant}`);
}

const NEGATION = /^(?:[!-]|non?[\s-]|not\s|except\s|非|不(?:含|包括|是)?|除了?)\s*(.+?)(?:以外|之外)?$/i;

const WORDS = /^(?:workdays|holidays|weekdays|weekends|days-off|mon|tue|wed|thu|fri|sat|sun)$/i;
