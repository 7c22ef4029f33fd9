import { expect, it } from 'vitest';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { hookDigest } from '../../src/hooks/hook-digest.ts';
import { storiesOf } from '../../src/hooks/stories.ts';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { NOW, PEOPLE } from './hook-world.ts';

const repository = { name: 'acme/shop', short: 'shop', url: 'https://example.com/shop' };
const about = (kind: HookEvent['kind'], more: Partial<HookEvent> = {}): HookEvent => ({
  kind,
  sender: 'github',
  repository,
  actor: { ids: ['mei-dev'], name: 'mei-dev' },
  ...more,
});
const build = (kind: HookEvent['kind'], run: number): HookEvent =>
  about(kind, { branch: 'main', build: { workflow: 'CI', run: String(run), order: run } });
const issue = (kind: HookEvent['kind'], id: string): HookEvent =>
  about(kind, { thing: { type: 'issue', id, title: `issue ${id}`, url: `https://example.com/${id}` } });

/** One a minute, the last one now. */
function digestOf(events: readonly HookEvent[], language: 'zh-CN' | 'en' = 'zh-CN', isDaily = true) {
  const arrived = events.map((event, index) => ({
    id: String(index),
    event,
    at: toEpochMs(NOW - (events.length - 1 - index) * MINUTE),
  }));
  const telling = { rules: {}, language, zone: 'Asia/Shanghai', now: NOW, people: PEOPLE, calls: [] };
  return hookDigest(storiesOf(arrived), telling, { name: 'api', isDaily });
}

it('says how much came of what, the most first, and tells each thing in a line', () => {
  const events = [
    about('star'),
    issue('issue.opened', '#1'),
    issue('issue.closed', '#1'),
    about('star'),
    about('fork'),
  ];
  expect(digestOf(events).text.split('\n')).toEqual([
    '#### shop 今天 · 2 颗星、1 个工单、1 次派生',
    '',
    '- 10:56 [⭐ 阿梅 收藏了 shop](https://example.com/shop)',
    '- 10:58 [✔ 阿梅 完成了 shop#1 issue #1](https://example.com/#1)',
    '- 10:59 [⭐ 阿梅 收藏了 shop](https://example.com/shop)',
    '- 11:00 [🍴 阿梅 派生了 shop](https://example.com/shop)',
  ]);
  expect(digestOf(events, 'en', false).text.split('\n')[0]).toBe('#### shop since 10:56 · 2 stars, 1 issue, 1 fork');
});

it('tells how things stand: a build that recovered is not red, what was reopened is not closed', () => {
  const { text } = digestOf([
    build('build.failed', 1),
    issue('issue.closed', '#2'),
    build('build.recovered', 2),
    issue('issue.reopened', '#2'),
  ]);
  expect(text).toContain('- 10:59 [✅ shop CI 恢复了 · main]');
  expect(text).not.toContain('❌');
  expect(text).toContain('重新打开了 shop#2');
});

it('is called like its hook where it tells of several repositories', () => {
  const other = { name: 'acme/pay', short: 'pay' };
  expect(digestOf([about('star'), about('star', { repository: other })]).title).toBe('api 今天 · 2 颗星');
});

it('stays one message, however much there is and however hostile', () => {
  const evil = '](javascript:x) ![i](http://x) @all\n# '.repeat(50);
  const events = Array.from({ length: 300 }, (_, index) =>
    about('issue.opened', {
      thing: { type: 'issue', id: `#${index}`, title: evil, url: `https://example.com/${'长'.repeat(1_500)}${index}` },
    }),
  );
  const { text, title } = digestOf(events);
  expect(Buffer.byteLength(text)).toBeLessThan(20_000);
  expect(title.length).toBeLessThanOrEqual(40);
  expect(text).toMatch(/\n- ……另有 29\d 个$/);
  expect(text).not.toMatch(/!\[|@all|\n#|javascript:x\)\s*\[/);
});
