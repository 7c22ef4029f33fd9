import { expect, it } from 'vitest';
import { type DigestItem, digestMessage } from '../../src/message/digest.ts';
import { withMentions } from '../../src/message/mention.ts';

const text = (body: string): DigestItem => ({ time: '09:00', message: { kind: 'text', text: body } });
const weekly: DigestItem = {
  time: '09:30',
  message: { kind: 'markdown', title: '周报', text: '- 写好\n- 交上\n\n```sh\ngit push' },
};

it('shows each message with its time, in order, titles and lines kept apart', () => {
  expect(digestMessage([text('午饭\n时间到 '), weekly], { locale: 'zh-CN' })).toEqual({
    kind: 'markdown',
    title: '2 条提醒',
    text: '#### 2 条提醒\n\n**09:00**　午饭  \n时间到\n\n**09:30　周报**\n\n- 写好\n- 交上\n\n```sh\ngit push\n```',
  });
  expect(digestMessage([text('lunch'), text('tea')], { locale: 'en' }).title).toBe('2 reminders');
});

it('calls whom they call, and contains the keyword', () => {
  const called = withMentions({ kind: 'text', text: '午饭' }, { mobiles: ['13800000000'] }).message;
  const items = [{ time: '11:50', message: called as DigestItem['message'] }, text('x')] as const;
  const digest = digestMessage([...items], { locale: 'en', keywords: ['钉铃'] });
  expect(digest.mentions).toEqual({ mobiles: ['13800000000'] });
  expect(digest.text).toContain('@13800000000');
  expect(digest.text).toMatch(/\n\n钉铃$/);
});
