import { expect, it } from 'vitest';
import { maySayNothing } from '../../src/message/says-nothing.ts';

it.each([
  ['{% if note %}有{% else %}没有{% endif %}', false],
  ['{% unless note %}没有{% else %}有{% endunless %}', false],
  ['{% for each in coming_birthdays %}{{ each.name }}，{% else %}这周没人过生日{% endfor %}', false],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}明天{% else %}还早{% endcase %}', false],
  ['{% unless note %}没有{% endunless %}', true],
  ['{% unless note %}没有{% else %}{{ note }}{% endunless %}', true],
  ['{% for each in coming_birthdays %}{{ each.name }}{% else %}没人{% endfor %}', true],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}{% else %}还早{% endcase %}', true],
  ['{% case days_left %}{% when 0 %}今天{% when 1 %}明天{% endcase %}', true],
  ['{% case days_left %}从不打印{% when 0 %}今天{% else %}{{ note }}{% endcase %}', true],
])('%s: %s', (text, may) => {
  expect(maySayNothing({ kind: 'text', text })).toBe(may);
});
