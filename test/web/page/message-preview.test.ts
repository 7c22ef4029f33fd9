import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/message/message.ts';
import { previewLine, previewMessage } from '../../../src/web/page/message-preview.ts';

describe('a message at a glance', () => {
  it.each<[string, Message, { title?: string; text: string }]>([
    ['text', { kind: 'text', text: ' 午饭\n时间到 ' }, { text: '午饭\n时间到' }],
    [
      'markdown',
      {
        kind: 'markdown',
        title: '周报',
        text: '请在 **18:00** 前交\n\n- [模板](https://example.com)\n- *别忘了*\n\n> 谢谢',
      },
      { title: '周报', text: '请在 18:00 前交\n模板\n别忘了\n谢谢' },
    ],
    [
      'markdown that begins with its title',
      { kind: 'markdown', title: '周报', text: '### 周报\n\n写好了吗' },
      { title: '周报', text: '写好了吗' },
    ],
    [
      'arithmetic',
      { kind: 'markdown', title: 't', text: '2 * 3 * 4 = 24, a_b_c' },
      { title: 't', text: '2 * 3 * 4 = 24, a_b_c' },
    ],
    [
      'a picture',
      { kind: 'markdown', title: 't', text: '![海报](https://example.com/a.png)' },
      { title: 't', text: '海报' },
    ],
    [
      'link',
      { kind: 'link', title: '报名', text: '周五截止', url: 'https://example.com' },
      { title: '报名', text: '周五截止' },
    ],
    [
      'actionCard',
      { kind: 'actionCard', title: '审批', text: '# 请假', buttons: [{ title: '同意', url: 'https://example.com' }] },
      { title: '审批', text: '请假' },
    ],
    [
      'feedCard',
      {
        kind: 'feedCard',
        links: [
          { title: '一', url: 'https://example.com', picture: 'https://example.com/1.png' },
          { title: '二', url: 'https://example.com', picture: 'https://example.com/2.png' },
        ],
      },
      { text: '一 · 二' },
    ],
  ])('%s', (_, message, expected) => {
    expect(previewMessage(message)).toEqual(expected);
  });

  it('stands in one line', () => {
    expect(previewLine({ kind: 'markdown', title: '周报', text: '写好\n\n了吗' })).toBe('周报 写好 了吗');
  });
});
