import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { mergeJunit, readJunit } from '../../src/cli/junit-read.ts';
import { summariseJunit } from '../../src/cli/junit-summary.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';

const SUREFIRE = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="com.example.OrderTest" time="1.234" tests="4" errors="1" skipped="1" failures="1">
  <properties><property name="java.version" value="21"/></properties>
  <testcase name="adds" classname="com.example.OrderTest" time="0.1"/>
  <testcase name="rounds" classname="com.example.OrderTest" time="0.2">
    <failure message="expected: &lt;1.20&gt; but was: &lt;1.19&gt;" type="org.opentest4j.AssertionFailedError"><![CDATA[org.opentest4j.AssertionFailedError: expected: <1.20> but was: <1.19>
	at com.example.OrderTest.rounds(OrderTest.java:42)]]></failure>
  </testcase>
  <testcase name="saves" classname="com.example.OrderTest" time="0.3">
    <error type="java.lang.NullPointerException"><![CDATA[java.lang.NullPointerException: db
	at com.example.OrderTest.saves(OrderTest.java:50)]]></error>
    <system-out><![CDATA[]]></system-out>
  </testcase>
  <testcase name="later" classname="com.example.OrderTest" time="0"><skipped message="not yet"/></testcase>
  <testcase name="flaky" classname="com.example.OrderTest" time="0.4"><flakyFailure message="once" type="x"/></testcase>
</testsuite>`;

const PYTEST = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="1" skipped="0" tests="2" time="0.051" timestamp="2026-11-24T08:50:00.000000+08:00" hostname="ci"><testcase classname="tests.test_order" name="test_total[中文]" time="0.001" /><testcase classname="tests.test_order" name="test_tax" time="0.002"><failure message="AssertionError: assert 3 == 4&#10;  +  where 3 = tax(1)">def test_tax():
&gt;       assert tax(1) == 4
E       AssertionError</failure></testcase></testsuite></testsuites>`;

const VITEST = `<?xml version="1.0" encoding="UTF-8" ?>
<testsuites name="vitest tests" tests="3" failures="1" errors="0" time="65.4">
    <testsuite name="test/a.test.ts" timestamp="2026-11-24T00:50:00.000Z" hostname="ci" tests="2" failures="1" errors="0" skipped="0" time="0.02">
        <testcase classname="test/a.test.ts" name="a &gt; adds" time="0.01">
        </testcase>
        <testcase classname="test/a.test.ts" name="a &gt; fails" time="0.01">
            <failure message="expected 1 to be 2 // Object.is equality" type="AssertionError">
AssertionError: expected 1 to be 2
 ❯ test/a.test.ts:5:13
            </failure>
        </testcase>
    </testsuite>
    <testsuite name="test/b.test.ts" tests="1" failures="0" errors="0" skipped="1" time="0">
        <testcase classname="test/b.test.ts" name="b" time="0"><skipped/></testcase>
    </testsuite>
</testsuites>`;

const NESTED = `<testsuites><testsuite name="outer"><testsuite name="inner"><testcase name="x" time="0.5"><failure/></testcase></testsuite><testcase name="y" time="0.25"/></testsuite></testsuites>`;

function report(xml: string) {
  const reading = readJunit(xml);
  if (reading.kind !== 'report') throw new Error(JSON.stringify(reading));
  return reading.report;
}

describe('reading JUnit XML', () => {
  it.each([
    [
      'Maven Surefire: failure, error, skipped, passed at the second try',
      SUREFIRE,
      { tests: 5, failures: 1, errors: 1, skipped: 1, seconds: 1.234 },
      [
        {
          kind: 'failure',
          name: 'rounds',
          place: 'com.example.OrderTest',
          message: 'expected: <1.20> but was: <1.19>',
        },
        { kind: 'error', name: 'saves', message: expect.stringMatching(/^java\.lang\.NullPointerException: db\n/) },
      ],
    ],
    [
      'pytest: line breaks in attributes',
      PYTEST,
      { tests: 2, failures: 1, errors: 0, skipped: 0, seconds: 0.051 },
      [{ name: 'test_tax', message: 'AssertionError: assert 3 == 4\n  +  where 3 = tax(1)' }],
    ],
    [
      'vitest: the time of the whole run',
      VITEST,
      { tests: 3, failures: 1, errors: 0, skipped: 1, seconds: 65.4 },
      [{ name: 'a > fails', place: 'test/a.test.ts' }],
    ],
    [
      'suites within suites, times added up',
      NESTED,
      { tests: 2, failures: 1, errors: 0, skipped: 0, seconds: 0.75 },
      [{ name: 'x', place: 'inner', message: '' }],
    ],
    [
      'a suite of which only the numbers are told',
      '<testsuite name="a" tests="1,200" failures="2" errors="0" skipped="3" time="1,000.5"/>',
      { tests: 1200, failures: 2, errors: 0, skipped: 3, seconds: 1000.5 },
      [],
    ],
    [
      'a suite that could not be set up',
      '<testsuite name="db"><error message="no connection"/><testcase name="a"/></testsuite>',
      { tests: 1, failures: 0, errors: 1, skipped: 0 },
      [{ kind: 'error', name: 'db', message: 'no connection' }],
    ],
    ['no test at all', '<testsuites/>', { tests: 0, failures: 0, errors: 0, skipped: 0 }, []],
    ['a byte order mark', `\uFEFF${NESTED}`, { tests: 2, failures: 1, errors: 0, skipped: 0, seconds: 0.75 }, [{}]],
  ])('%s', (_, xml, counts, troubles) => {
    const { troubles: found, ...numbers } = report(xml);
    expect(numbers).toEqual(counts);
    expect(found).toHaveLength(troubles.length);
    expect(found).toMatchObject(troubles);
  });

  it.each([
    ['nothing', '', { kind: 'not-xml' }],
    ['text', 'all tests passed', { kind: 'not-xml', line: 1 }],
    ['a tag that is not closed', '<testsuite>\n<testcase>\n</testsuite>', { kind: 'not-xml', line: 3 }],
    ['half a file', SUREFIRE.slice(0, 500), { kind: 'not-xml' }],
    ['other XML', '<?xml version="1.0"?><coverage/>', { kind: 'not-junit', root: 'coverage' }],
    [
      'entities that multiply',
      `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(9_000)}">]><testsuite name="${'&a;'.repeat(2_000)}"/>`,
      { kind: 'not-xml' },
    ],
  ])('%s is told as what it is', (_, xml, reading) => {
    expect(readJunit(xml)).toMatchObject(reading);
  });

  it('never throws, whatever the bytes', () => {
    const pieces = fc.constantFrom(
      '<testsuite>',
      '</testsuite>',
      '<testcase name="a">',
      '<failure/>',
      '&#0;',
      '<![CDATA[',
      ']]>',
      '"',
      '<',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (xml) => {
          expect(['report', 'not-xml', 'not-junit']).toContain(readJunit(xml).kind);
        },
      ),
    );
  });
});

describe('a report as a message', () => {
  const summary = (xml: string, language: 'en' | 'zh-CN' = 'en') => summariseJunit(report(xml), textsIn(language));

  it('begins with the count and names each failure with its first lines', () => {
    expect(summary(SUREFIRE)).toEqual({
      title: '✗ 2 of 5 failed',
      text: [
        '### ✗ 2 of 5 failed',
        '2 passed · 1 failed · 1 error · 1 skipped · 1.23 s',
        '- **com.example.OrderTest › rounds**',
        '> expected: <1.20> but was: <1.19>',
        '- **com.example.OrderTest › saves** (error)',
        '> java.lang.NullPointerException: db  \n> at com.example.OrderTest.saves(OrderTest.java:50)',
      ].join('\n\n'),
    });
  });

  it('is text, whatever tests are called and say', () => {
    const xml =
      '<testsuite><testcase name="![i](http://x)"><failure message="# a&#10;[b](javascript:x) &lt;img&gt;"/></testcase></testsuite>';
    expect(summary(xml).text.split('\n\n').slice(2)).toEqual([
      '- **! [i] (http://x)**',
      '> ＃ a  \n> [b] (javascript:x) ＜img>',
    ]);
  });

  it('speaks Chinese', () => {
    expect(summary(VITEST, 'zh-CN')).toMatchObject({
      title: '✗ 3 个测试，1 个没过',
      text: expect.stringContaining('通过 1 · 失败 1 · 跳过 1 · 1 分 5 秒'),
    });
  });

  it.each([
    ['all is well', '<testsuite><testcase name="a"/><testcase name="b"/></testsuite>', '✓ 2 passed'],
    ['nothing ran', '<testsuite/>', '○ no test ran'],
  ])('says so in the title when %s', (_, xml, title) => {
    expect(summary(xml).title).toBe(title);
  });

  it('fits into one message, however much failed', () => {
    const cases = Array.from(
      { length: 20_000 },
      (_, index) =>
        `<testcase name="用例 ${index} ${'长'.repeat(300)}" classname="c"><failure message="${'错误'.repeat(500)}"/></testcase>`,
    );
    const { title, text } = summary(`<testsuite>${cases.join('')}</testsuite>`);
    expect(title).toBe('✗ 20000 of 20000 failed');
    expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    expect(text).toMatch(/… and \d{5} more$/);
  });

  it('takes colours of terminals out', () => {
    const { text } = summary(
      '<testsuite><testcase name="a"><failure >\u001B[31mred\u001B[39m</failure></testcase></testsuite>',
    );
    expect(text).toContain('> red');
  });

  it('adds several files up', () => {
    const all = mergeJunit([report(SUREFIRE), report(PYTEST), report(VITEST)]);
    expect(all).toMatchObject({ tests: 10, failures: 3, errors: 1, skipped: 2 });
    expect(all.troubles).toHaveLength(4);
  });
});
