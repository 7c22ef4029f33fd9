import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

/** From 2026-10-01 to 07 is 国庆节, Thursday the 8th is worked. */
const YAML = `
robots: { team: { webhook: sandbox, keywords: [钉铃] } }
people: { xiaoming: { name: 小明, mobile: "13800000000" } }
defaults: { robot: team }
reminders:
  holiday: { at: "09:00", mention: xiaoming, text: "{% if holiday %}{{ holiday }}快乐{% endif %}" }
`;
const files = { 'schedules/all.yaml': YAML };
const DAYS = ['--from', '2026-10-07', '--until', '2026-10-09'];

async function run(...args: readonly string[]) {
  return dingbell(args, { cwd: folder(files) });
}

describe('a text that comes out empty', () => {
  it('is told by check as possible, and is no mistake', async () => {
    const { stdout, code } = await run('check');
    expect(stdout).toContain('[says-nothing]');
    expect(code).toBe(0);
  });

  it('is marked by next', async () => {
    const { stdout } = await run('next', ...DAYS);
    expect(stdout).toMatch(/2026-10-07 Wed 09:00 +holiday +team\s*\n/);
    expect(stdout).toMatch(/2026-10-08 Thu 09:00 +holiday +team +its text is empty this time, so nothing is sent/);
    const lines = jsonLines((await run('next', '--json', ...DAYS)).stdout);
    expect(lines.map(({ date, nothingToSay }) => [date, nothingToSay])).toEqual([
      ['2026-10-07', undefined],
      ['2026-10-08', true],
    ]);
  });

  it('is previewed as not sent: neither a mention nor a keyword is left of it', async () => {
    const { stdout } = await run('preview', 'holiday', '--at', '2026-10-08');
    expect(stdout).toBe(
      '2026-10-08 Thu 09:00  holiday\nThis one will not be sent: its text is empty this time, so nothing is sent\n',
    );
    const [line] = jsonLines((await run('preview', 'holiday', '--at', '2026-10-08', '--json')).stdout);
    expect(line).toMatchObject({ robot: 'team', state: 'skipped', cause: { code: 'nothing-to-say' } });
  });

  it('is not posted by what is simulated', async () => {
    const posts = jsonLines((await run('simulate', '--json', ...DAYS)).stdout);
    expect(posts.map(({ scheduledFor }) => scheduledFor)).toEqual(['2026-10-07T09:00:00+08:00']);
  });
});
