import { describe, expect, it } from 'vitest';
import type { MessageSource } from '../../src/message/message-template.ts';
import { compileMessage } from '../../src/message/message-template.ts';
import type { Mentions, Message } from '../../src/message/message.ts';
import { sampleValues } from '../../src/message/values.ts';

const [values] = sampleValues;
const URL = 'https://a.example/?id={{ reminder.id }}';
const FILLED = 'https://a.example/?id=sample';

function render(source: MessageSource, mentions?: Mentions): Message {
  const result = compileMessage(source);
  if (result.kind === 'fault') throw new Error(JSON.stringify(result.faults));
  return result.template.render(values, mentions);
}

describe('compileMessage', () => {
  it.each<[MessageSource, Message]>([
    [
      { kind: 'text', text: '{{ person.name }}，打卡' },
      { kind: 'text', text: '小明，打卡' },
    ],
    [
      { kind: 'markdown', title: '{{ person.name }}的生日', text: '还有 **{{ days_left }}** 天' },
      { kind: 'markdown', title: '小明的生日', text: '还有 **7** 天' },
    ],
    [
      { kind: 'link', title: '{{ lunar }}', text: '{{ holiday }}', url: URL, picture: URL },
      { kind: 'link', title: '冬月廿四', text: '元旦', url: FILLED, picture: FILLED },
    ],
    [
      { kind: 'link', title: 't', text: 'x', url: URL },
      { kind: 'link', title: 't', text: 'x', url: FILLED },
    ],
    [
      {
        kind: 'actionCard',
        title: 't',
        text: '{{ years }}',
        layout: 'horizontal',
        buttons: [
          { title: '{{ note }}', url: URL },
          { title: 'b', url: URL },
        ],
      },
      {
        kind: 'actionCard',
        title: 't',
        text: '36',
        layout: 'horizontal',
        buttons: [
          { title: '闰月，按平月过', url: FILLED },
          { title: 'b', url: FILLED },
        ],
      },
    ],
    [
      { kind: 'feedCard', links: [{ title: '{{ date }}', url: URL, picture: URL }] },
      { kind: 'feedCard', links: [{ title: '2027-01-01', url: FILLED, picture: FILLED }] },
    ],
  ])('fills every text of $kind', (source, expected) => {
    expect(render(source)).toEqual(expected);
  });

  it('calls whom it is told to', () => {
    expect(render({ kind: 'text', text: '打卡' }, { mobiles: ['13800000000'] })).toEqual({
      kind: 'text',
      text: '打卡 @13800000000',
      mentions: { mobiles: ['13800000000'] },
    });
  });

  it('tells every fault, with the field it is in', () => {
    const result = compileMessage({
      kind: 'actionCard',
      title: '{{ titel }}',
      text: 'ok',
      buttons: [
        { title: 'a', url: '{{ urk }}' },
        { title: ' ', url: '{{ x' },
      ],
    });
    expect(result).toMatchObject({
      kind: 'fault',
      faults: [
        { path: ['actionCard', 'title'], code: 'template-unknown-value', offset: 3 },
        { path: ['actionCard', 'buttons', 0, 'url'], code: 'template-unknown-value', offset: 3 },
        { path: ['actionCard', 'buttons', 1, 'title'], code: 'template-empty', offset: 0 },
        { path: ['actionCard', 'buttons', 1, 'url'], code: 'template-syntax', offset: 0 },
      ],
    });
  });

  it.each<[MessageSource, readonly (string | number)[]]>([
    [{ kind: 'text', text: '{{ x }}' }, ['text']],
    [{ kind: 'markdown', title: 't', text: '{{ x }}' }, ['markdown', 'text']],
    [{ kind: 'link', title: 't', text: 'x', url: 'u', picture: '{{ x }}' }, ['link', 'picture']],
    [{ kind: 'feedCard', links: [{ title: 't', url: 'u', picture: '{{ x }}' }] }, ['feedCard', 'links', 0, 'picture']],
  ])('names the field as YAML does: %j', (source, path) => {
    expect(compileMessage(source)).toMatchObject({ kind: 'fault', faults: [{ path }] });
  });

  it('a text that is empty with some values only is fine', () => {
    expect(compileMessage({ kind: 'text', text: '{{ note }}' }).kind).toBe('template');
    expect(compileMessage({ kind: 'text', text: '{% assign x = 1 %} ' })).toMatchObject({
      faults: [{ code: 'template-empty' }],
    });
  });

  it('names the values it looks at, in any of its texts', () => {
    const result = compileMessage({ kind: 'markdown', title: '{{ person.name }}', text: '{{ years }}' });
    expect(result).toMatchObject({ template: { uses: new Set(['person', 'years']) } });
  });
});
