import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { problemIn } from '../../src/config/report.ts';
import { NOW, printed, problemsOf, readFiles } from './folder.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/config');
const names = (await readdir(join(FIXTURES, 'bad'))).filter((name) => name.endsWith('.yaml'));
const base = await readFile(join(FIXTURES, 'base.yaml'));
/** What Node makes of a quote in `.env` that is never closed. */
const UNCLOSED_QUOTE = 'https://oapi.dingtalk.com/robot/send?access_token=dummy\nOTHER=';
const ENV = { TEST_TIME: 'secret-value', UNCLOSED_QUOTE };
const decemberNow = Date.UTC(2026, 11, 1);

/** Read in one language and told in both: what is found depends on none. */
it.each(names)('%s says what is wrong, where, and what to write, in both languages', async (name) => {
  const text = await readFile(join(FIXTURES, 'bad', name));
  const problems = problemsOf(
    await readFiles(
      { 'base.yaml': base, [name]: text },
      { locale: 'zh-CN', env: ENV, now: name.includes('year-not') ? decemberNow : NOW },
    ),
  );
  expect(problems.length).toBeGreaterThan(0);
  for (const locale of ['zh-CN', 'en'] as const) {
    const told = problems.map((problem) => printed(problemIn(locale, problem)));
    const expected = join(FIXTURES, 'bad', name.replace(/yaml$/, `${locale}.txt`));
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(expected);
  }
});
