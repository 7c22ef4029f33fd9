import { describe, expect, it } from 'vitest';
import { type ConsoleCommand, settled } from './console.ts';
import { allPages, isChinese } from './pages.ts';
import { runPage } from './page-run.ts';

const pages = allPages().filter(({ fences }) =>
  fences.some(({ language, marks }) => language === 'console' && !marks.includes('by-hand')),
);

describe('what the pages show of commands', () => {
  it.concurrent.each(pages.map((page) => [page.path, page] as const))('%s', async (path, page) => {
    const ran = await runPage(page, isChinese(page) ? 'zh-CN' : 'en');
    const shown = ran.map(({ fence }) => ({ line: fence.line, ...endingOf(fence.marks), printed: fence.text }));
    const real = ran.map(({ fence, commands, exitCode = 0 }) => ({
      line: fence.line,
      exitCode,
      printed: commands.map(asText).join(''),
    }));
    expect(real.map(settle), `node test/docs/write-outputs.ts ${path}`).toEqual(shown.map(settle));
  });
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
