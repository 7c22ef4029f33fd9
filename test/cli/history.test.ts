import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { deliveryId } from '../../src/delivery/identity.ts';
import { laneOf } from '../../src/robot/dingtalk/webhook.ts';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;
const DUE = toEpochMs(Date.parse('2026-11-24T11:50:00+08:00'));

const delivery: NewDelivery = {
  id: 'one',
  origin: 'schedule',
  reminder: 'lunch',
  robot: 'team',
  lane: 'lane-of-team',
  dueAt: DUE,
  createdAt: DUE,
  expiresAt: toEpochMs(DUE + 900_000),
  lateMs: 0,
  priority: 0,
  coalesce: true,
  message: { kind: 'text', text: '午饭时间到' },
  state: 'missed',
};

async function recorded(deliveries: readonly NewDelivery[]): Promise<string> {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const store = openStore(join(cwd, 'data'));
  await store.plans.commit({ deliveries, cursors: [] });
  store.close();
  return cwd;
}

describe('history', () => {
  it('says of a long message which part of it this is', async () => {
    const cwd = await recorded([{ ...delivery, part: { number: 2, of: 3 } }]);
    expect((await dingbell(['history'], { cwd })).stdout).toMatch(/missed +lunch +team +午饭时间到\n +part 2 of 3/);
    expect((await dingbell(['history', '--lang', 'zh-CN'], { cwd })).stdout).toContain('第 2 段，共 3 段');
    const { stdout } = await dingbell(['history', '--json'], { cwd });
    expect(jsonLines(stdout)).toMatchObject([{ id: 'one', part: { number: 2, of: 3 } }]);
  });

  it('says why in the language of whoever reads it, and in English to programs', async () => {
    const reason = '17 min late; `late` allows 15 min';
    const cause = { code: 'too-late', lateMs: 17 * MINUTE, graceMs: 15 * MINUTE } as const;
    const cwd = await recorded([{ ...delivery, cause }]);
    expect((await dingbell(['history'], { cwd })).stdout).toContain(reason);
    expect((await dingbell(['history', '--lang', 'zh-CN'], { cwd })).stdout).toContain('晚了 17 分钟');
    const { stdout } = await dingbell(['history', '--json', '--lang', 'zh-CN'], { cwd });
    expect(jsonLines(stdout)).toMatchObject([{ reason, cause }]);
  });

  it('says how many missed ones in a row stand behind a line, and when they were due', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const store = openStore(join(cwd, 'data'));
    const key = { reminder: 'lunch', robot: 'team' };
    const first = { ...delivery, id: deliveryId({ ...key, dueAt: DUE }), lateMs: 900_000 };
    const instants = Array.from({ length: 1_441 }, (_, index) => toEpochMs(DUE + index * 60_000));
    await store.plans.commit({ deliveries: [], missed: [{ first, key, instants }], cursors: [] });
    store.close();
    const { stdout } = await dingbell(['history'], { cwd });
    expect(stdout).toMatch(/2026-11-25 Wed 11:50 +missed +lunch/);
    expect(stdout).toContain('    1,441 missed, from 2026-11-24 Tue 11:50 to 2026-11-25 Wed 11:50\n');
    const chinese = await dingbell(['history', '--lang', 'zh-CN'], { cwd });
    expect(chinese.stdout).toContain('错过 1,441 次，从 2026-11-24 周二 11:50 到 2026-11-25 周三 11:50');
    const [row] = jsonLines((await dingbell(['history', '--json'], { cwd })).stdout);
    expect(row).toMatchObject({
      dueAt: '2026-11-24T11:50:00+08:00',
      count: 1_441,
      lastAt: '2026-11-25T11:50:00+08:00',
    });
    expect(row).not.toHaveProperty('run');
    expect((await dingbell(['status'], { cwd })).stdout).toContain('1441 missed');
  });

  it('names a digest for what it is, and what was merged into one', async () => {
    const waiting = { ...delivery, state: 'pending' as const };
    const cwd = await recorded([waiting]);
    const store = openStore(join(cwd, 'data'));
    const { reminder: _reminder, ...digest } = { ...waiting, id: 'two', origin: 'digest' as const };
    await store.outbox.merge([{ delivery: digest, members: ['one'] }]);
    store.close();
    const { stdout } = await dingbell(['history'], { cwd });
    expect(stdout).toMatch(/pending +digest +team/);
    expect(stdout).toMatch(/pending +lunch +team +午饭时间到\n +merged into a digest/);
  });

  it.each([['history'], ['status']])(
    '%s: a file where the data folder should be is no empty history',
    async (command) => {
      const cwd = folder({ 'schedules/all.yaml': YAML, data: '' });
      const { stderr, code } = await dingbell([command], { cwd });
      expect(stderr).toContain('should be the data folder, but it is a file. Move it away');
      expect(code).toBe(1);
    },
  );
});

describe('what went to the sandbox', () => {
  const CONNECTED = YAML.replace(
    'webhook: sandbox',
    'webhook: "https://oapi.dingtalk.com/robot/send?access_token=dummy"',
  );

  it('is marked for good, also when the robot is connected to a group later', async () => {
    const cwd = folder({ 'schedules/all.yaml': CONNECTED });
    const store = openStore(join(cwd, 'data'));
    const before = { ...delivery, id: 'before', lane: laneOf('sandbox-team') };
    const since = { ...delivery, id: 'since', lane: laneOf('dummy') };
    await store.plans.commit({ deliveries: [before, since], cursors: [] });
    store.close();
    const rows = ({ stdout }: { readonly stdout: string }) => stdout.split('\n').slice(1, 3);
    const [real, sandbox] = rows(await dingbell(['history', '--lang', 'en'], { cwd }));
    expect(real).toMatch(/lunch +team +午饭/);
    expect(sandbox).toMatch(/lunch +team \(sandbox\) +午饭/);
    const [, chinese] = rows(await dingbell(['history', '--lang', 'zh-CN'], { cwd }));
    expect(chinese).toMatch(/lunch +team（沙箱） +午饭/);
    const [later, earlier] = jsonLines((await dingbell(['history', '--json'], { cwd })).stdout);
    expect(earlier).toMatchObject({ id: 'before', robot: 'team', sandbox: true });
    expect(later).not.toHaveProperty('sandbox');
  });

  it('also when the robot has another name by now', async () => {
    const cwd = folder({ 'schedules/all.yaml': CONNECTED.replaceAll('team', 'crew') });
    const store = openStore(join(cwd, 'data'));
    const before = { ...delivery, id: 'before', lane: laneOf('sandbox-team') };
    const since = { ...delivery, id: 'since', robot: 'crew', lane: laneOf('dummy') };
    await store.plans.commit({ deliveries: [before, since], cursors: [] });
    store.close();
    const { stdout } = await dingbell(['history', '--lang', 'en'], { cwd });
    expect(stdout).toContain('team (sandbox)');
    expect(stdout).not.toContain('crew (sandbox)');
  });
});

describe('where there is nothing yet', () => {
  it.each([
    ['no folder', {}, ['next'], /npx dingbell init makes the folder/],
    ['an empty folder', { 'schedules/x': '' }, ['next'], /npx dingbell init makes the folder/],
    ['no robot', { 'schedules/all.yaml': 'reminders: {}' }, ['send', 'team', 'a'], /npx dingbell init sets one up/],
  ])('%s: init is offered', async (_, files, args, message) => {
    const { stderr } = await dingbell(args, { cwd: folder(files) });
    expect(stderr).toMatch(message);
  });
});
