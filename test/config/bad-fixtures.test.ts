import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOW, printed, problemsOf, readFiles } from './folder.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/config');
const names = (await readdir(join(FIXTURES, 'bad'))).filter((name) => name.endsWith('.yaml'));
const base = await readFile(join(FIXTURES, 'base.yaml'));
/** What Node makes of a quote in `.env` that is never closed. */
const UNCLOSED_QUOTE = 'https://oapi.dingtalk.com/robot/send?access_token=dummy\nOTHER=';
const ENV = { TEST_TIME: 'secret-value', UNCLOSED_QUOTE };
const decemberNow = Date.UTC(2026, 11, 1);

describe.each(['zh-CN', 'en'] as const)('in %s', (locale) => {
  it.each(names)('%s says what is wrong, where, and what to write', async (name) => {
    const text = await readFile(join(FIXTURES, 'bad', name));
    const problems = problemsOf(
      await readFiles(
        { 'base.yaml': base, [name]: text },
        { locale, env: ENV, now: name.includes('year-not') ? decemberNow : NOW },
      ),
    );
    expect(problems.length).toBeGreaterThan(0);
    const expected = join(FIXTURES, 'bad', name.replace(/yaml$/, `${locale}.txt`));
    await expect(`${problems.map(printed).join('\n\n')}\n`).toMatchFileSnapshot(expected);
  });
});
