import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { TemplateFault } from '../../src/message/template-fault.ts';
import { compileTemplate } from '../../src/message/template.ts';
import type { TemplateValues } from '../../src/message/values.ts';
import { sampleValues } from '../../src/message/values.ts';
import { breadth } from '../support/breadth.ts';

/** 2026-11-24T08:50+08:00, a Tuesday. */
const PLAIN: TemplateValues = {
  at: 1_795_481_400_000,
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  date: '2026-11-24',
  daysLeft: 0,
  lateMinutes: 0,
  reminder: { id: 'clock-in', description: '上班', tags: ['打卡', '早'] },
  lunar: '十月十六',
};

function render(source: string, values: Partial<TemplateValues> = {}): string {
  const result = compileTemplate(source);
  if (result.kind === 'fault') throw new Error(JSON.stringify(result.faults));
  return result.template.render({ ...PLAIN, ...values });
}

function faultsOf(source: string): readonly TemplateFault[] {
  const result = compileTemplate(source);
  return result.kind === 'fault' ? result.faults : [];
}

describe('rendering', () => {
  const birthday =
    '{% if days_left > 0 %}还有 **{{ days_left }}** 天{% else %}今天{% endif %}是{{ person.name }}的 {{ years }} 岁生日';
  const person = { id: 'xiaoming', name: '小明' };

  it.each<[string, string, Partial<TemplateValues>, string]>([
    ['plain text', '上班打卡啦 🍚', {}, '上班打卡啦 🍚'],
    ['a date in words', '{{ date | date: "M月d日 EEEE" }}', {}, '11月24日 星期二'],
    ['a week later', '{{ date | plus: 7 | date: "M月d日 EEEE" }}', {}, '12月1日 星期二'],
    ['the day before', '{{ date | minus: 1 }}', {}, '2026-11-23'],
    ['the same time of the next day', '{{ at | plus: 1 }}', {}, '2026-11-25 08:50'],
    ['a week later, in quotes', '{{ date | plus: "7" }}', {}, '2026-12-01'],
    // 2026-11-24 is a Tuesday; it is 08:50.
    ['a date like a month and a day', '{% if date == "11-24" %}是{% else %}不是{% endif %}', {}, '是'],
    ['the same the other way round', '{% if "11-24" == date %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like Chinese words', '{% if date == "11月24日" %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like a date with slashes', '{% if date < "2026/12/1" %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like a number', '{% if date == 20261124 %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like a weekday', '{% if date == "周二" %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like another weekday', '{% if date == "Wednesday" %}是{% else %}不是{% endif %}', {}, '不是'],
    ['a time before another', '{% if at < "9:00" %}是{% else %}不是{% endif %}', {}, '是'],
    ['a time after another', '{% if at >= "09:00" %}是{% else %}不是{% endif %}', {}, '不是'],
    ['a time on a date', '{% if at == date %}是{% else %}不是{% endif %}', {}, '是'],
    ['a time on a written date', '{% if at == "2026-11-24" %}是{% else %}不是{% endif %}', {}, '是'],
    ['a date like no date', '{% if date != "圣诞节" %}不是{% endif %}', {}, '不是'],
    ['a date in a variable', '{% assign d = date %}{% if d == "11-24" %}是{% endif %}', {}, '是'],
    ['a date that is written, moved', '{{ "2026-12-25" | plus: 7 }}', {}, '2027-01-01'],
    ['days to a date that is written', '{{ "2026-12-25" | minus: date }}', {}, '31'],
    ['days since a date that is written', '{{ date | minus: "2026-11-01" }}', {}, '23'],
    ['a date that is written, in words', '{{ "2026-12-25" | date: "M月d日 EEEE" }}', {}, '12月25日 星期五'],
    ['a number in quotes', '{{ "7" | plus: 7 }}', {}, '14'],
    ['days between', '{{ event | minus: date }}', { event: 1_795_481_400_000 + 3 * 86_400_000 }, '3'],
    ['numbers as ever', '{{ days_left | plus: 1 }} {{ 5 | minus: 2.5 }} {{ "4" | plus: "x" }}', {}, '1 2.5 4'],
    ['a date in English', '{{ date | date: "EEEE, MMMM d" }}', { locale: 'en' }, 'Tuesday, November 24'],
    ['a time in the zone of the reminder', '{{ at | date: "HH:mm" }}', {}, '08:50'],
    [
      'a time in another zone',
      '{{ at | date: "yyyy-MM-dd HH:mm ZZ" }}',
      { timezone: 'America/New_York' },
      '2026-11-23 19:50 -05:00',
    ],
    ['a date is the same in every zone', '{{ date | date: "d" }}', { timezone: 'Pacific/Kiritimati' }, '24'],
    ['at and date as they are', '{{ at }} / {{ date }}', {}, '2026-11-24 08:50 / 2026-11-24'],
    ['a filter after a filter', '{{ date | date: "M月" | append: "！" }}', {}, '11月！'],
    ['a moment in a variable', '{% assign day = date %}{{ day | date: "d日" }}', {}, '24日'],
    ['a birthday to come', birthday, { daysLeft: 7, person, years: 36 }, '还有 **7** 天是小明的 36 岁生日'],
    ['a birthday today', birthday, { person, years: 36 }, '今天是小明的 36 岁生日'],
    [
      'a known value that is absent',
      '[{{ note }}{{ years }}{{ person.name }}{{ person.mobile }}{{ holiday }}{{ note | upcase }}]',
      {},
      '[]',
    ],
    ['absent is false', '{% if note %}注：{{ note }}{% else %}-{% endif %}', {}, '-'],
    ['absent with a default', '{{ holiday | default: "平常日" }}', {}, '平常日'],
    [
      'tags',
      '{% for tag in reminder.tags %}#{{ tag }} {% endfor %}{{ reminder.tags | join: "、" }} {{ reminder.tags.size }}',
      {},
      '#打卡 #早 打卡、早 2',
    ],
    [
      'everything else',
      '{{ reminder.id }} {{ reminder.description }} {{ late_minutes }} {{ lunar }}',
      { lateMinutes: 3 },
      'clock-in 上班 3 十月十六',
    ],
    [
      'a person alone',
      '{{ person }}、{{ next | append: "！" }}',
      { person, next: { id: 'lili', name: '丽丽' } },
      '小明、丽丽！',
    ],
    ['a person compared', '{% if person == "小明" %}轮到你{% else %}-{% endif %}', { person }, '轮到你'],
    ['nobody', '[{{ person }}{% if person %}!{% endif %}]', {}, '[]'],
    [
      'people in a list',
      '{{ coming_birthdays | join: "、" }} {{ coming_birthdays | map: "date" | join: "、" }}{% for each in coming_birthdays %} {{ each }} {{ each.date | date: "M月d日" }}{% endfor %}',
      {
        comingBirthdays: [
          { ...person, date: '2026-11-26', daysLeft: 2 },
          { id: 'lili', name: '丽丽', date: '2026-11-28', daysLeft: 4 },
        ],
      },
      '小明、丽丽 2026-11-26、2026-11-28 小明 11月26日 丽丽 11月28日',
    ],
    ['the reminder itself', '{{ reminder }}', {}, '上班'],
    ['the reminder without a description', '{{ reminder }}', { reminder: { id: 'tea', tags: [] } }, 'tea'],
    [
      'full-width punctuation in text and quotes',
      '时间：{{ date | date: "M月d日（EEE）" }}',
      {},
      '时间：11月24日（周二）',
    ],
    ['braces that are meant', '{% raw %}{{ x：}}{% endraw %}', {}, '{{ x：}}'],
  ])('%s', (_name, source, values, expected) => {
    expect(render(source, values)).toBe(expected);
  });

  it('names what it looks at', () => {
    const result = compileTemplate(
      '{{ person.name }}{% assign x = years %}{{ x }}{% for t in reminder.tags %}{{ t }}{{ forloop.index }}{% endfor %}',
    );
    expect(result).toMatchObject({ kind: 'template', template: { uses: new Set(['person', 'years', 'reminder']) } });
  });

  it('never runs code from values', () => {
    expect(render('{{ person.name }}', { person: { id: 'x', name: '{{ date }}{% if %}' } })).toBe('{{ date }}{% if %}');
  });

  it('shows its gaps rather than fail on what no sample reached', () => {
    const source = '{% if years > 90 %}{{ years | date: "y" }}{% endif %}好';
    expect(render(source, { years: 30 })).toBe('好');
    expect(render(source, { years: 91 })).toBe(source);
  });

  it('is total and deterministic, whatever the values', () => {
    const source =
      '{{ at | date: "HH:mm" }}{{ person.name }}{{ note | default: lunar }}{{ days_left | plus: years }}{{ reminder.tags | join: "," | truncate: 9 }}';
    const text = fc.string({ unit: 'grapheme' });
    const values = fc.record({
      at: fc.integer({ min: 0, max: 4e12 }),
      timezone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe'),
      locale: fc.constantFrom('zh-CN', 'en'),
      date: fc.constantFrom('2026-02-28', '2028-02-29', '1999-12-31'),
      daysLeft: fc.integer(),
      years: fc.option(fc.integer(), { nil: undefined }),
      person: fc.option(fc.record({ id: text, name: text }), { nil: undefined }),
      lateMinutes: fc.nat(),
      note: fc.option(text, { nil: undefined }),
      reminder: fc.record({ id: text, tags: fc.array(text) }),
      lunar: text,
    });
    fc.assert(
      fc.property(values, (each) => {
        const once = render(source, each);
        expect(once).toBe(render(source, each));
        expect(once).not.toBe(source);
      }),
    );
  });
});

describe('faults', () => {
  /** `^` marks where the fault is. */
  it.each<[string, TemplateFault['code'], string, Partial<TemplateFault>]>([
    ['a misspelt value', 'template-unknown-value', '今天 {{ ^dat | date: "d" }}', { name: 'dat', suggestion: 'date' }],
    ['in the second line', 'template-unknown-value', '一\n🍚 {{ ^yeers }}', { suggestion: 'years' }],
    [
      'a value with nothing near',
      'template-unknown-value',
      '{{ ^weather }}',
      { hint: expect.stringContaining('days_left') },
    ],
    [
      'a misspelt field',
      'template-unknown-value',
      '{{ person.^nmae }}',
      { name: 'person.nmae', suggestion: 'person.name' },
    ],
    ['a field in brackets', 'template-unknown-value', '{{ person["^mobil"] }}', { suggestion: 'person.mobile' }],
    ['a field of a text', 'template-unknown-value', '{{ note.^length }}', {}],
    ['a prototype', 'template-unknown-value', '{{ reminder.^constructor }}', {}],
    ['an index that is unknown', 'template-unknown-value', '{{ person[^which] }}', { name: 'which' }],
    ['in a condition', 'template-unknown-value', '{% if ^day_left > 0 %}x{% endif %}', { suggestion: 'days_left' }],
    ['in a loop', 'template-unknown-value', '{% for t in ^tags %}{{ t }}{% endfor %}', { name: 'tags' }],
    [
      'in the argument of a filter',
      'template-unknown-value',
      '{{ note | append: ^holliday }}',
      { suggestion: 'holiday' },
    ],
    ['a local used before it is there', 'template-unknown-value', '{{ ^x }}{% assign x = 1 %}', {}],
    [
      'a field of a local',
      'template-unknown-value',
      '{% for t in reminder.tags %}{{ ^t.nam }}{% endfor %}',
      { name: 't.nam' },
    ],
    ['a misspelt filter', 'template-unknown-filter', '{{ date | ^dat: "M" }}', { name: 'dat', suggestion: 'date' }],
    ['a second filter', 'template-unknown-filter', '{{ date | date: "|dat" | ^upcas }}', { suggestion: 'upcase' }],
    ['a filter that differs each time', 'template-unknown-filter', '{{ reminder.tags | ^sample }}', {}],
    ['a misspelt tag', 'template-unknown-tag', '{% ^iff note %}{% endif %}', { suggestion: 'if' }],
    ['another file', 'template-unknown-tag', '{% ^include "/etc/passwd" %}', {}],
    ['another template', 'template-unknown-tag', '{% ^render "x" %}', {}],
    ['an end without a beginning', 'template-unknown-tag', 'x{% ^endif %}', {}],
    ['an output that is not closed', 'template-syntax', 'x ^{{ date', { hint: 'close it with }}' }],
    ['a tag that is not closed', 'template-syntax', 'x ^{% if note %}y', { hint: 'close it with {% endif %}' }],
    ['nothing inside', 'template-syntax', '{{ ^}}', {}],
    ['a full-width pipe', 'template-full-width', '{{ date ^｜ date: "M" }}', { suggestion: '|' }],
    ['Chinese quotes', 'template-full-width', '{{ date | date: ^“M月” }}', { suggestion: '"' }],
    ['a full-width colon', 'template-full-width', '{{ date | date^： "M" }}', { suggestion: ':' }],
    ['a filter without its pipe', 'template-missing-pipe', '{{ date^: "M月d日" }}', {}],
    ['tokens without filter', 'template-missing-pipe', '{{ date ^"M月d日" }}', {}],
    ['strftime tokens', 'template-failed', '^{{ at | date: "%H:%M" }}', { hint: expect.stringContaining('HH:mm') }],
    ['a text that is no number', 'template-failed', '^{{ "12-25" | plus: 7 }}', {}],
    ['a date times two', 'template-failed', '^{{ date | times: 2 }}', {}],
    ['a number as a date', 'template-failed', '^{{ days_left | date: "d" }}', {}],
    ['tokens without quotes', 'template-failed', '^{{ date | date: 5 }}', {}],
    [
      'a loop without end',
      'template-failed',
      '^{% for i in (1..1000000000) %}x{% endfor %}',
      { message: 'the template takes too long' },
    ],
  ])('%s', (_name, code, marked, expected) => {
    const faults = faultsOf(marked.replace('^', ''));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, offset: marked.indexOf('^'), ...expected });
  });

  it.each([
    ['today', 'date'],
    ['now', 'at'],
    ['weekday', 'date | date: "EEEE"'],
    ['name', 'person.name'],
    ['days', 'days_left'],
    ['今天', 'date'],
  ])('knows what people call %s, and %s is accepted', (name, suggestion) => {
    expect(faultsOf(`{{ ${name} }}`)).toMatchObject([{ code: 'template-unknown-value', name, suggestion }]);
    expect(faultsOf(`{{ ${suggestion} }}`)).toEqual([]);
  });

  it('tells all unknown values at once, in the order of the text', () => {
    expect(faultsOf('{{ b1 }}{{ person.a1 }}{{ c1 }}').map(({ offset }) => offset)).toEqual([3, 18, 26]);
  });

  it('loops over loops end, and are a fault', () => {
    const loops = Array.from({ length: 9 }, (_each, index) => `{% for x${index} in a %}`).join('');
    const ends = '{% endfor %}'.repeat(9);
    expect(faultsOf(`{% assign a = "1,2,3,4,5,6,7,8,9,0" | split: "," %}${loops}x${ends}`)).toMatchObject([
      { code: 'template-failed' },
    ]);
  });

  it('takes nobody’s time for its own: a machine that stands still for seconds while it is tried is no fault', () => {
    const real = performance.now.bind(performance);
    let calls = 0;
    // From the second look on: the first trial has begun.
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + ((calls += 1) > 1 ? 5_000 : 0));
    try {
      expect(faultsOf('{% for tag in reminder.tags %}{{ tag }} 喝水{% endfor %}')).toEqual([]);
      expect(calls).toBeGreaterThan(2);
    } finally {
      clock.mockRestore();
    }
  });

  it('any text compiles or has faults within it; none throws', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' date ',
      ' | ',
      ' date: ',
      '"M"',
      ' if ',
      ' endif ',
      ' for ',
      ' in ',
      'reminder.tags',
      '.',
      '[',
      ']',
      '：',
      '\n',
      '钉',
      'assign x = ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
        const source = parts.join('');
        const result = compileTemplate(source);
        if (result.kind === 'template') {
          for (const sample of sampleValues) expect(typeof result.template.render(sample)).toBe('string');
          return;
        }
        for (const { offset } of result.faults) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});
