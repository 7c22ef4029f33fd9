import type { Problem } from '../config/problem.ts';
import type { ForecastProblem } from '../daemon/forecast-problems.ts';
import { printable } from '../message/printable.ts';
import type { Output } from './output.ts';
import type { Texts } from './texts/catalogue.ts';

/** One problem for a person: the place, what is wrong, the line itself with a caret, and what to write instead. */
export function problemForPeople(problem: Problem | ForecastProblem, output: Output, texts: Texts): string {
  const label = problem.severity === 'error' ? output.paint('red', texts.error) : output.paint('yellow', texts.warning);
  const place = output.paint('bold', `${problem.file}:${problem.line}:${problem.column}`);
  return [
    `${place} ${label}${printable(problem.message)} ${output.paint('dim', `[${problem.code}]`)}`,
    problem.frame && printable(problem.frame),
    problem.hint && `  ${output.paint('green', texts.tryThis)} ${printable(problem.hint)}`,
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** One problem as a JSON line. */
export function problemAsJson({
  file,
  line,
  column,
  severity,
  code,
  message,
  hint,
}: Problem | ForecastProblem): object {
  return { file, line, column, severity, code, message, hint };
}
