import { describe, expect, it } from 'vitest';
import { dingbell, jsonLines } from './dingbell.ts';

describe('explain', () => {
  it('gives words and next times, and marks what a clock change moved', async () => {
    const args = ['explain', '30 2 * * *', '--timezone', 'America/New_York', '--from', '2026-03-08', '--count', '2'];
    expect(await dingbell(args)).toEqual({
      stdout: [
        'At 02:30, every day',
        'Next, in America/New_York:',
        '  2026-03-08 Sun 03:00 -04:00  clock change: there is no 02:30 that day, it fires right after the gap',
        '  2026-03-09 Mon 02:30 -04:00',
        '',
      ].join('\n'),
      stderr: '',
      code: 0,
    });
  });

  it('speaks Chinese, in Asia/Shanghai by default', async () => {
    const { stdout } = await dingbell([
      'explain',
      '0 9 * * 1-5',
      '--from',
      '2026-12-01',
      '--count',
      '1',
      '--lang',
      'zh-CN',
    ]);
    expect(stdout).toBe('在09:00，星期一至星期五\n接下来（Asia/Shanghai）：\n  2026-12-01 周二 09:00 +08:00\n');
  });

  it('prints one JSON object', async () => {
    const { stdout } = await dingbell(['explain', '*/90 * * * *', '--from', '2026-12-01', '--count', '2', '--json']);
    expect(jsonLines(stdout)).toEqual([
      {
        expression: '*/90 * * * *',
        text: 'Every hour',
        timezone: 'Asia/Shanghai',
        next: ['2026-12-01T00:00:00+08:00', '2026-12-01T01:00:00+08:00'],
        warnings: [expect.stringContaining('*/90')],
      },
    ]);
  });

  it('takes an expression whose quotes were forgotten', async () => {
    const { stdout } = await dingbell([
      'explain',
      '0',
      '9',
      '1',
      '1',
      '1',
      '--day-match',
      'both',
      '--from',
      '2026-12-01',
      '--count',
      '1',
    ]);
    expect(stdout).toMatch(/2029-01-01 Mon 09:00/);
  });

  it.each([
    ['a field that is none', ['0 24 * * *'], /"24" is no hour\n {2}→ midnight is 0\n/, 1],
    ['a date that never comes', ['0 0 30 2 *'], /never fires/, 1],
    ['two restricted day fields', ['0 9 13 * 5'], /→ Here: --day-match either, or --day-match both\.\n/, 1],
    ['an unknown zone', ['@daily', '--timezone', 'Asia/Shanhai'], /There is no time zone "Asia\/Shanhai"/, 2],
  ])('refuses %s', async (_, args, message, exitCode) => {
    const { stdout, stderr, code } = await dingbell(['explain', ...args]);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: exitCode });
  });
});

describe('schema', () => {
  it('is the JSON Schema of the YAML, as the shipped file holds it', async () => {
    const { stdout, code } = await dingbell(['schema', '--json']);
    expect(jsonLines(stdout)).toMatchObject([{ type: 'object', properties: { reminders: expect.any(Object) } }]);
    expect(code).toBe(0);
  });
});
