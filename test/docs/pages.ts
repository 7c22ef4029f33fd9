import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/workspace.ts';
import { type Page, parsePage } from './markdown.ts';

/** English only: for those who change the code. */
const ENGLISH_ONLY = new Set(['CHANGELOG.md', 'CONTRIBUTING.md', 'docs/decisions.md']);

/** Every page in the checkout that people read. */
export function allPages(): readonly Page[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return [...top, ...docs.map((name) => `docs/${name}`)].map(readPage);
}

export function readPage(path: string): Page {
  return parsePage(path, readFileSync(join(ROOT, path), 'utf8'));
}

/** Each English page with its Chinese one; `undefined` where it is missing. */
export function pairs(): readonly { readonly english: Page; readonly chinese: Page | undefined }[] {
  return allPages()
    .filter((page) => !isChinese(page) && !ENGLISH_ONLY.has(page.path))
    .map((english) => {
      const path = english.path.replace(/\.md$/, '.zh-CN.md');
      return { english, chinese: existsSync(join(ROOT, path)) ? readPage(path) : undefined };
    });
}

export function isChinese({ path }: Page): boolean {
  return path.endsWith('.zh-CN.md');
}
