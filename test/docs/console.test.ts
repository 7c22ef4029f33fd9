import { describe, expect, it } from 'vitest';
import { IS_LONG } from '../support/breadth.ts';
import { type ConsoleCommand, settled } from './console.ts';
import { allPages, isChinese } from './pages.ts';
import { runPage } from './page-run.ts';
import { writeOutputs } from './write-outputs.ts';

/** A page starts dozens of processes one after the other. */
const TIMEOUT_MS = 300_000;

const isWritten = process.env['WRITE_PAGES'] !== undefined;
/** What each newcomer sees first, and HTTP: the others, and the same in Chinese, take a process for each command. */
const FIRST = new Set(['README.md', 'docs/api.md']);
const pages = allPages()
  .filter(({ path }) => IS_LONG || isWritten || FIRST.has(path))
  .filter(({ fences }) => fences.some(({ language, marks }) => language === 'console' && !marks.includes('by-hand')));

describe('what the pages show of commands', () => {
  it.concurrent.each(pages.map((page) => [page.path, page] as const))(
    '%s',
    async (path, page) => {
      const ran = await runPage(page, isChinese(page) ? 'zh-CN' : 'en');
      if (isWritten) return writeOutputs(path, ran);
      const shown = ran.map(({ fence }) => ({ line: fence.line, ...endingOf(fence.marks), printed: fence.text }));
      const real = ran.map(({ fence, commands, exitCode = 0 }) => ({
        line: fence.line,
        exitCode,
        printed: commands.map(asText).join(''),
      }));
      expect(real.map(settle), 'WRITE_PAGES=1 writes them anew').toEqual(shown.map(settle));
    },
    TIMEOUT_MS,
  );
});

function settle(fence: { readonly line: number; readonly exitCode: number; readonly printed: string }) {
  return { ...fence, printed: settled(fence.printed) };
}

function asText({ command, output }: ConsoleCommand): string {
  return `$ ${command}\n${output}`;
}

function endingOf(marks: readonly string[]): { readonly exitCode: number } {
  const mark = marks.find((each) => each.startsWith('exit='));
  return { exitCode: Number(mark?.slice('exit='.length) ?? 0) };
}
