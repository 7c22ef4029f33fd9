import { expect, it } from 'vitest';
import { gather } from '../../src/hooks/gather.ts';
import { hookMessage } from '../../src/hooks/hook-message.ts';
import { ALL_KINDS } from '../../src/hooks/kinds.ts';
import { sampleOf } from '../../src/hooks/samples.ts';
import { SENDER_NAMES } from '../../src/hooks/sender-name.ts';
import { NOW, PEOPLE } from './hook-world.ts';

it.each(ALL_KINDS)('a sample of %s is told by every sender, with nothing missing in it', (kind) => {
  for (const sender of SENDER_NAMES) {
    const event = sampleOf(kind, sender);
    expect([event.kind, event.sender]).toEqual([kind, sender]);
    const events = [{ id: 'a', event }];
    const { story } = gather(events, events);
    if (story === undefined) throw new Error('nothing is left to tell');
    for (const language of ['en', 'zh-CN'] as const) {
      const telling = { rules: {}, language, zone: 'Asia/Shanghai', now: NOW, people: PEOPLE, calls: [] };
      const message = hookMessage(story, telling);
      expect(message).toMatchObject({ kind: 'markdown', title: expect.stringMatching(/\S/) });
      expect(JSON.stringify(message)).not.toMatch(/undefined|null|NaN|Invalid/);
    }
  }
});

it('things are called as their sender calls them', () => {
  const idOf = (...of: Parameters<typeof sampleOf>) => sampleOf(...of).thing?.id;
  expect(idOf('issue.opened', 'jira')).toBe('SHOP-42');
  expect(idOf('pull_request.merged', 'gitlab')).toBe('!7');
  expect(idOf('pull_request.merged', 'github')).toBe('#7');
});
