import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/workspace.ts';
import { consoleCommands } from './console.ts';
import type { Fence, Page } from './markdown.ts';
import { pairs } from './pages.ts';

describe.each(pairs().map(({ english, chinese }) => [english.path, english, chinese] as const))(
  '%s',
  (_, english, chinese) => {
    it('has a Chinese page that is built alike', () => {
      expect(chinese && outline(chinese)).toEqual(outline(english));
    });

    it('has a Chinese page with the same examples', () => {
      expect(chinese?.fences.map(neutral)).toEqual(english.fences.map(neutral));
    });

    it('has a Chinese page whose tables have as many rows and columns', () => {
      expect(chinese && sizes(chinese)).toEqual(sizes(english));
    });

    it('has a Chinese page that leads to the same places, in Chinese where they are', () => {
      expect(chinese && destinations(chinese)).toEqual(destinations(english));
      const strayed = chinese?.links.filter(({ target }) => existsInChinese(chinese, target));
      expect(strayed?.map(({ line, target }) => `${chinese?.path}:${line} ${target}`)).toEqual([]);
    });

    it('names the other one beside its title', () => {
      const name = english.path.replace(/^.*\//, '').replace(/\.md$/, '');
      expect(english.text).toContain(`[中文](${name}.zh-CN.md)`);
      expect(chinese?.text).toContain(`[English](${name}.md)`);
    });
  },
);

/** Levels, and what stands in code within a heading. */
function outline({ headings }: Page): readonly string[] {
  return headings.map(({ level, text }) => [level, ...(text.match(/`[^`]+`/g) ?? [])].join(' '));
}

function sizes({ tables }: Page): readonly string[] {
  return tables.map(({ label = '', rows }) => `${label} ${rows.length}×${rows[0]?.length}`);
}

/** Where the links lead, but for those from one language to the other. */
function destinations({ path, links }: Page): readonly string[] {
  const own = path.replace(/^.*\//, '').replace('.zh-CN.md', '.md');
  return links
    .map(({ target }) => target.replace('.zh-CN.md', '.md').replace('.en.', '.').replace(/#.*$/, ''))
    .filter((target) => target !== own)
    .toSorted();
}

/** The link beside the title is the one that leads from Chinese to English. */
function existsInChinese({ path }: Page, target: string): boolean {
  const file = target.replace(/#.*$/, '');
  if (!file.endsWith('.md') || file.endsWith('.zh-CN.md') || /^[a-z]+:/.test(file)) return false;
  if (path.endsWith(file.replace(/\.md$/, '.zh-CN.md'))) return false;
  return existsSync(join(ROOT, dirname(path), file.replace(/\.md$/, '.zh-CN.md')));
}

/** What of an example must not depend on the reader's language. */
function neutral({ language, marks, text }: Fence): unknown {
  return { language, marks, content: contentOf(language, text) };
}

function contentOf(language: string, text: string): unknown {
  switch (language) {
    case 'yaml':
      return parse(text);
    case 'json':
      return JSON.parse(text);
    case 'console':
      return consoleCommands(text).map(({ command }) => command);
    case 'ts':
      return text.replaceAll(/(?<!:)\/\/.*$/gm, '').replaceAll(/[ \t]+$/gm, '');
    case 'sh':
      return text
        .split('\n')
        .map((line) => line.replace(/(^|\s)#\s.*$/, '').trimEnd())
        .filter((line) => line !== '');
    default:
      return '';
  }
}
