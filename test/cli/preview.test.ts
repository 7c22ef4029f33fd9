import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const TOKEN = 'dummy-token-of-the-preview-test';
const SECRET = 'SEC-dummy-of-the-preview-test';
const YAML = `
robots:
  team: { webhook: "https://oapi.dingtalk.com/robot/send?access_token=${TOKEN}", secret: ${SECRET} }
  other: { webhook: sandbox }
people: { xiaoming: { name: 小明, mobile: "13800000000" } }
reminders:
  stand-up: { robots: [team, other], at: "10:00", mention: [xiaoming], text: '站会，今天是{{ date | date: "M月d日" }}' }
  wedding:
    robot: other
    yearly: { date: 2016-05-20 }
    at: "08:00"
    advance: [3d, 0d]
    markdown: { title: 纪念日, text: "结婚 **{{ years }}** 周年，还有 {{ days_left }} 天" }
  report: { robot: other, at: "09:00", markdown: { title: 早报, text: "# 早报\\n晴\\n有风" } }
  over: { robot: other, once: 2020-01-01T00:00, text: over }
`;
const files = { 'schedules/all.yaml': YAML };

describe('preview', () => {
  it('shows the message as text and exactly what would be posted, without token, secret or signature', async () => {
    const { stdout, code } = await dingbell(['preview', 'stand-up', '--at', '2026-12-01'], { cwd: folder(files) });
    expect(stdout).toContain('2026-12-01 Tue 10:00  stand-up\n站会，今天是12月1日 @13800000000\n');
    expect(stdout).toContain('"atMobiles": [\n      "13800000000"\n    ]');
    expect(stdout).not.toContain(TOKEN);
    expect(stdout).not.toContain(SECRET);
    expect(code).toBe(0);
  });

  it('shows the lines of markdown as they are written, and how DingTalk is told of them', async () => {
    const { stdout } = await dingbell(['preview', 'report'], { cwd: folder(files) });
    expect(stdout).toMatch(/晴\s*\n有风\n/);
    expect(stdout).toContain('"text": "# 早报\\n晴  \\n有风"');
  });

  it('prints one JSON line per robot, each with the msgUuid that its delivery will have', async () => {
    const cwd = folder(files);
    const { stdout } = await dingbell(['preview', 'stand-up', '--at', '2026-12-01', '--json'], { cwd });
    const lines = jsonLines(stdout) as { robot: string; payload: { msgUuid: string } }[];
    expect(lines).toEqual(
      ['team', 'other'].map((robot) => ({
        robot,
        payload: {
          msgtype: 'text',
          text: { content: '站会，今天是12月1日 @13800000000' },
          at: { atMobiles: ['13800000000'], atUserIds: [], isAtAll: false },
          msgUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      })),
    );
    expect(new Set(lines.map(({ payload }) => payload.msgUuid)).size).toBe(2);
    // Seen again from an earlier time, it is the same delivery.
    const again = await dingbell(['preview', 'stand-up', '--at', '2026-11-30T20:00', '--json'], { cwd });
    expect(again.stdout).toBe(stdout);
  });

  it('takes the first occurrence at or after the time: a notice here', async () => {
    const { stdout } = await dingbell(['preview', 'wedding', '--at', '2027-05-17T08:00'], { cwd: folder(files) });
    expect(stdout).toMatch(/^2027-05-17 Mon 08:00[^]*结婚 \*\*11\*\* 周年，还有 3 天/);
  });

  it('says so when a reminder will never fire again', async () => {
    const { stdout, stderr, code } = await dingbell(['preview', 'over'], { cwd: folder(files) });
    expect(stderr).toMatch(/over will never fire again/);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });

  it('suggests the id that was meant', async () => {
    const { stderr, code } = await dingbell(['preview', 'weding', '--lang', 'zh-CN'], { cwd: folder(files) });
    expect(stderr).toBe('错误：没有 id 为“weding”的提醒。是不是 wedding？\n');
    expect(code).toBe(2);
  });
});
