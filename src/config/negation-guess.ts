import { dayWords } from './on-guess.ts';

/**
 * What is left out, as the lines that say so: `!workdays`, `no holidays`, `-sat`, `除了周末`, `节假日除外`,
 * `workdays except friday`.
 *
 * @param key under which it was written: beside `unless` it is what is meant
 */
export function negationGuess(text: string, key: 'on' | 'unless'): readonly string[] | undefined {
  const [, base = '', but = ''] = BUT.exec(text) ?? [];
  const some = key === 'on' && base !== '' ? withoutSome(base, but) : undefined;
  if (some) return some;
  const whole = leftOut(text);
  if (whole !== undefined) return negated([whole], [], key);
  const parts = text.split(/\s*(?:[,、]|和|\band\b)\s*/);
  return parts.length > 1 ? negationInList(parts, key) : undefined;
}

/** Of a list in which some are negated: all that it says. */
export function negationInList(texts: readonly string[], key: 'on' | 'unless'): readonly string[] | undefined {
  const found = texts.map((text) => ({ text, without: leftOut(text.normalize('NFKC').trim()) }));
  const without = found.flatMap((each) => each.without ?? []);
  const kept = found.flatMap(({ text, without }) => (without === undefined ? [dayWords(text.trim())] : []));
  if (without.length === 0 || kept.includes(undefined)) return undefined;
  return negated(
    without,
    kept.flatMap((each) => each ?? []),
    key,
  );
}

function negated(without: readonly string[], kept: readonly string[], key: 'on' | 'unless'): readonly string[] {
  // There is a word for what is no workday.
  const isOff = key === 'on' && without.includes('workdays');
  const others = without.filter((each) => !(isOff && each === 'workdays'));
  const [same, opposite] = [[...kept, ...(isOff ? ['days-off'] : [])], others];
  const other = key === 'on' ? 'unless' : 'on';
  return [
    ...(same.length > 0 ? [`${key}: ${listed(same)}`] : []),
    ...(opposite.length > 0 ? [`${other}: ${listed(opposite)}`] : []),
  ];
}

/** `每天除了周日`, `workdays except friday`. */
function withoutSome(base: string, but: string): readonly string[] | undefined {
  const [days, without] = [EVERY_DAY.test(base) ? '' : dayWords(base), dayWords(but)];
  if (days === undefined || without === undefined) return undefined;
  return [...(days === '' ? [] : [`on: ${days}`]), `unless: ${without}`];
}

export const EVERY_DAY = /^(?:每[天日]|天天|daily|every ?day)$/i;

function leftOut(text: string): string | undefined {
  const [, word] = NEGATION.exec(text) ?? BEHIND.exec(text) ?? [];
  return word === undefined ? undefined : dayWords(word);
}

const NEGATION =
  /^(?:[!~^¬-]|not[\s-]?|non?[\s-]?|except\s|without\s|exclud(?:e|es|ing)\s|skip\s|非|不(?:是|含|包括|在)?|除了?|排除|跳过|略过|无|没有)\s*(.+?)(?:以外|之外|除外|外)?$/i;
const BEHIND = /^(.+?)(?:除外|以外|之外|不(?:提醒|发送?|推送?|算|要|用))$/;
const BUT =
  /^(.+?)[\s,(]*(?:除了?|除去|排除|不含|不包括|\s(?:except|excluding|without|but not|not|minus)\s)\s*(.+?)(?:以外|之外|外)?\)?$/i;

function listed(days: readonly string[]): string {
  const all = [...new Set(days.flatMap((each) => each.replaceAll(/[[\]]/g, '').split(', ')))];
  return all.length === 1 ? (all[0] ?? '') : `[${all.join(', ')}]`;
}
