import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const CROWD = Array.from(
  { length: 25 },
  (_, index) => `  crowd-${index}: { robot: busy, at: "10:00", text: "${index}" }`,
);
const YAML = `
robots: { team: { webhook: sandbox }, busy: { webhook: sandbox } }
reminders:
  lunch: { robot: team, at: "11:50", text: 午饭时间到 }
  start: { robot: team, at: "08:00", timezone: America/New_York, text: start }
${CROWD.join('\n')}
`;
const DAY = ['--from', '2026-12-24', '--until', '2026-12-25'];
const files = { 'schedules/all.yaml': YAML };

describe('simulate', () => {
  it('posts what next lists, each with its payload and its answer', async () => {
    const cwd = folder(files);
    const posts = jsonLines((await dingbell(['simulate', ...DAY, '--json'], { cwd })).stdout);
    const listed = jsonLines((await dingbell(['next', ...DAY, '--json'], { cwd })).stdout);
    const delivered = posts.filter(({ errcode }) => errcode === 0);
    expect(
      new Set(delivered.map(({ scheduledFor, reminder }) => `${String(scheduledFor)} ${String(reminder)}`)),
    ).toEqual(new Set(listed.map(({ at, reminder }) => `${String(at)} ${String(reminder)}`)));
    expect(posts.find(({ reminder }) => reminder === 'lunch')).toEqual({
      postedAt: '2026-12-24T11:50:00+08:00',
      robot: 'team',
      reminder: 'lunch',
      scheduledFor: '2026-12-24T11:50:00+08:00',
      payload: {
        msgtype: 'text',
        text: { content: '午饭时间到' },
        msgUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      errcode: 0,
    });
  });

  it('makes a crowd wait as DingTalk allows 20 a minute, and says so', async () => {
    const { stdout, stderr } = await dingbell(['simulate', ...DAY, '--lang', 'zh-CN'], { cwd: folder(files) });
    expect(stdout).toMatch(/^发出 +提醒 +机器人 {2}消息\n/);
    expect(stdout).toMatch(/应在 2026-12-24 周四 10:00 发出，排队等了1分钟/);
    expect(stdout).toMatch(/共发 27 次\n$/);
    expect(stderr).toBe('');
  });

  it('shows people what the group reads, at times of one clock', async () => {
    const card =
      '{ title: 选一个, text: "### 选一个\\n\\n去哪儿", buttons: [{ title: 爬山, url: "https://a.example" }, { title: 桌游, url: "https://b.example" }] }';
    const yaml = `${YAML}  card: { robot: team, at: "12:00", actionCard: ${card} }\n`;
    const { stdout } = await dingbell(['simulate', ...DAY], { cwd: folder({ 'schedules/all.yaml': yaml }) });
    expect(stdout).toMatch(/card +team +选一个 去哪儿 \[爬山\] \[桌游\]\n/);
    // 08:00 in New York.
    expect(stdout).toMatch(/2026-12-24 Thu 21:00 +start/);
  });

  it('leaves out what was set by hand', async () => {
    const cwd = folder(files);
    const range = ['--from', '2099-12-24T11:00', '--until', '2099-12-25'];
    await dingbell(['skip', 'lunch', '2099-12-24'], { cwd });
    const posts = jsonLines((await dingbell(['simulate', ...range, '--json'], { cwd })).stdout);
    expect(posts.map(({ reminder }) => reminder)).toEqual(['start']);
    await dingbell(['vacation', 'add', '--all', '--from', '2099-12-24'], { cwd });
    expect((await dingbell(['simulate', ...range], { cwd })).stdout).toBe('Nothing would be posted in that time.\n');
  });

  it.each([
    ['an empty range', ['--from', '2026-12-24', '--until', '2026-12-24'], /--until is not after --from\.\n$/],
    ['a missing end', ['--from', '2026-12-24'], /--until <time>/],
    ['a time that is none', ['--from', 'soon', '--until', '2026-12-24'], /--from: "soon" is not a time/],
  ])('%s is wrong usage', async (_, args, message) => {
    const { stdout, stderr, code } = await dingbell(['simulate', ...args], { cwd: folder(files) });
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  });
});
