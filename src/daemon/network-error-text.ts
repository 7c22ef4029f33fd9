import { EN } from '../robot/cause-words-en.ts';
import { networkProblem } from '../network/network-problem.ts';

/** What went wrong with a request that is no message, for the log. Holds nothing of the address. */
export function networkErrorText(error: unknown): string {
  const { problem, text } = networkProblem(error instanceof Error ? error : new Error(String(error)));
  return text ?? EN.problems[problem].what;
}
