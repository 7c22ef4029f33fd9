import type { InletCause } from '../delivery/inlet.ts';
import { networkProblem } from '../network/network-problem.ts';
import { scrub } from '../network/scrub.ts';

/** Why nothing came over the network, as data. */
export function networkCause(error: unknown): InletCause {
  const { problem, text } = networkProblem(error instanceof Error ? error : new Error(String(error)));
  if (problem === 'no-answer') return { code: 'too-slow' };
  if (problem === 'answer-stopped') return { code: 'silent' };
  return { code: 'network', problem, ...(text !== undefined && { text: scrub(text) }) };
}
