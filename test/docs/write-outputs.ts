import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/workspace.ts';
import { settled, writeConsole } from './console.ts';
import type { RanFence } from './page-run.ts';

/** Writes into a page what its commands print now and did not before. Look at the difference before you commit it. */
export function writeOutputs(path: string, ran: readonly RanFence[]): void {
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  for (const { fence, commands } of ran.toReversed()) {
    const printed = writeConsole(commands);
    if (settled(printed) === settled(fence.text)) continue;
    const written = printed.split('\n').slice(0, -1);
    const length = fence.text.split('\n').length - 1;
    lines.splice(fence.line, length, ...written.map((line) => `${fence.indent}${line}`.trimEnd()));
  }
  writeFileSync(join(ROOT, path), lines.join('\n'));
}
