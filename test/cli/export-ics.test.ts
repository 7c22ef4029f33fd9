import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dingbell, folder } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox } }
reminders:
  party: { robot: team, once: 2099-12-31T20:00, description: 跨年, text: 新年快乐 }
  lunch: { robot: team, at: "11:50", text: 午饭 }
`;
const files = { 'schedules/all.yaml': YAML };

describe('export ics', () => {
  it('writes what will fire as iCalendar, a year of it by default', async () => {
    const { stdout, code } = await dingbell(['export', 'ics'], { cwd: folder(files) });
    expect(stdout).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
    expect(stdout.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(365);
    expect(stdout).toMatch(/DTSTART:\d{8}T035000Z\r\n/);
    expect(stdout).not.toContain('跨年');
    expect(code).toBe(0);
  });

  it('writes into a file, without what was skipped by hand', async () => {
    const cwd = folder(files);
    await dingbell(['pause', 'lunch'], { cwd });
    const args = ['export', 'ics', '--until', '2100-01-01', '--output', 'all.ics'];
    expect((await dingbell(args, { cwd })).stdout).toBe('all.ics: 1 event\n');
    expect(readFileSync(join(cwd, 'all.ics'), 'utf8')).toMatch(/DTSTART:20991231T120000Z[^]*SUMMARY:跨年/);
  });

  it('says so when the file cannot be written', async () => {
    const args = ['export', 'ics', '--output', 'nowhere/all.ics', '--lang', 'zh-CN'];
    const { stderr, code } = await dingbell(args, { cwd: folder(files) });
    expect({ stderr, code }).toEqual({ stderr: '错误：写不了 nowhere/all.ics：ENOENT\n', code: 1 });
  });
});
