import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/workspace.ts';
import { allPages, readPage } from './pages.ts';

describe.each(allPages().map((page) => [page.path, page] as const))('%s', (_, page) => {
  it('links to files and headings that exist', () => {
    const broken = page.links
      .filter(({ target }) => !/^[a-z]+:/.test(target))
      .filter(({ target }) => !leadsSomewhere(page.path, target))
      .map(({ line, target }) => `${page.path}:${line} ${target}`);
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)));
  if (!existsSync(join(ROOT, path))) return false;
  if (anchor === undefined) return true;
  return readPage(path).headings.some(({ slug }) => slug === decodeURIComponent(anchor));
}
