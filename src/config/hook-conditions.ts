import type { SenderName } from '../hooks/sender-name.ts';
import { checkConditionValues } from './check-hook-templates.ts';
import type { Written } from './decode/decoder.ts';
import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Scalar } from './tree.ts';

/** Reports conditions that Liquid reads differently from what the author meant, without any error. */
export function checkConditions(conditions: readonly Written[], from: SenderName | undefined, report: Report): void {
  for (const written of conditions) {
    const isRead = written.scalar.fromEnvironment || checkCondition(written.scalar, report);
    if (isRead && from !== undefined) checkConditionValues(written, from, report);
  }
}

/** `true` when Liquid reads it as it is meant. */
function checkCondition(scalar: Scalar, report: Report): boolean {
  const condition = scalar.text ?? '';
  const bare = withoutTexts(condition);
  const parenthesis = bare.search(/[()]/);
  const [and, or] = [bare.search(/\band\b/), bare.search(/\bor\b/)];
  if (parenthesis >= 0) {
    report.error(placeWithin(scalar, parenthesis, parenthesis + 1), 'condition-parentheses', {});
    return false;
  }
  if (and >= 0 && or >= 0) {
    report.error(placeWithin(scalar, Math.max(and, or), Math.max(and, or) + 2), 'condition-mixed', {});
    return false;
  }
  let start = 0;
  let isMeant = true;
  for (const part of bare.split(/(\b(?:and|or)\b)/)) {
    const isClear = checkClause(
      scalar,
      { clause: condition.slice(start, start + part.length), bare: part, start },
      report,
    );
    isMeant &&= isClear;
    start += part.length;
  }
  return isMeant;
}

/** Between `and` and `or`. */
interface Clause {
  readonly clause: string;
  /** Without the texts in it. */
  readonly bare: string;
  readonly start: number;
}

/** `title contains "x" == false`: Liquid compares `"x"` with `false` first. */
function checkClause(scalar: Scalar, { clause, bare, start }: Clause, report: Report): boolean {
  const { sign = '', truth } = NEGATED.exec(bare)?.groups ?? {};
  if (truth === undefined) return true;
  const written = clause.trim();
  const from = start + clause.indexOf(written);
  const compared = written.slice(0, written.lastIndexOf(sign)).trim();
  const isPlain = (sign === '==') === (truth === 'true');
  const negated = compared.startsWith('not ') ? compared.slice('not '.length) : `not ${compared}`;
  report.error(placeWithin(scalar, from, from + written.length), 'condition-negated', {
    written: vouched(written),
    suggestion: vouched(isPlain ? compared : negated),
  });
  return false;
}

const NEGATED = /(?:contains|[=!<>]=|[<>]).*(?<sign>[=!]=)\s*(?<truth>true|false)\s*$/s;

/** What stands in quotes is no condition: it becomes as many dots. */
function withoutTexts(condition: string): string {
  return condition.replaceAll(/"[^"]*"|'[^']*'/g, (text) => '.'.repeat(text.length));
}
