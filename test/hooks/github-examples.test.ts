import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { becauseText } from '../../src/hooks/because-text.ts';
import { judge } from '../../src/hooks/judge.ts';
import { eventsIn, PEOPLE, rulesOf, told } from './hook-world.ts';

/** The package's types speak of a module, its file is a list. */
const known = examples as unknown as readonly { readonly name: string; readonly examples: readonly unknown[] }[];
const cases = known.flatMap(({ name, examples }) => examples.map((body, index) => ({ name, index, body })));

describe('GitHub’s own examples', () => {
  it.each(cases)('$name $index is told or ignored, in both languages', async ({ name, body }) => {
    const rules = rulesOf('github');
    const events = await eventsIn(rules, body, { 'x-github-event': name });
    for (const event of events) {
      const because = judge(event, rules, PEOPLE);
      if (because !== undefined) expect(becauseText(because, 'zh-CN')).not.toBe('');
      // Whatever is asked for can be told.
      if (event.saysNothing === true) continue;
      for (const language of ['zh-CN', 'en'] as const) {
        const { title, text } = told([event], language);
        expect(title.trim()).not.toBe('');
        expect(title.length).toBeLessThanOrEqual(40);
        expect(`${title}${text}`).not.toMatch(/undefined|null|NaN|\[object/);
        expect(Buffer.byteLength(text)).toBeLessThan(20_000);
      }
    }
  });
});
