import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/config/load.ts';
import type { NewDelivery } from '../../../src/delivery/delivery.ts';
import type { ClockTrouble } from '../../../src/delivery/clock-trouble.ts';
import type { Reminder } from '../../../src/config/config.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { resumeReminder, skipReminder } from '../../../src/web/actions.ts';
import { FRAGMENTS, type FragmentName } from '../../../src/web/page/fragments.ts';
import { Workspace } from '../../support/workspace.ts';
import {
  createTestDaemon,
  dailyReminder,
  NOON_BEFORE,
  sandboxRobot,
  type TestDaemon,
  type TestDaemonOptions,
} from '../test-daemon.ts';
import { BANNED } from '../../store/plan.ts';
import { viewOf, type ViewOptions } from './view.ts';
import { dingtalk } from '../../support/dingtalk.ts';

const TOO_FAST = { code: 'vendor', meaning: 'too-fast', errcode: 130101 } as const;
const text = (words: string) => ({ kind: 'text', text: words }) as const;

const open: TestDaemon[] = [];

function daemonWith(options: TestDaemonOptions): TestDaemon {
  const daemon = createTestDaemon(options);
  open.push(daemon);
  return daemon;
}

afterEach(async () => {
  for (const daemon of open.splice(0)) await daemon.stop();
});

async function draw(name: FragmentName, daemon: TestDaemon, options: ViewOptions = {}): Promise<string> {
  return String(await FRAGMENTS[name].draw(await viewOf(daemon, { page: FRAGMENTS[name].page, ...options })));
}

/** What a person reads: no tags, one space. */
async function read(name: FragmentName, daemon: TestDaemon, options: ViewOptions = {}): Promise<string> {
  return (await draw(name, daemon, options))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('a day', () => {
  const now = () => toEpochMs(Date.UTC(2026, 8, 30, 2));

  it('has its lunar date, its holiday and whose turn it is', async () => {
    const lunch = dailyReminder('lunch', '11:50', text('午饭'));
    const { timetable } = lunch;
    const next: typeof timetable.next = (after) => {
      const due = timetable.next(after);
      if (!due) return undefined;
      const [{ at, date, daysLeft }] = due.occurrences;
      return { at, occurrences: [{ at, date, daysLeft, person: 'lili' }] };
    };
    const daemon = daemonWith({
      now,
      people: [{ id: 'lili', name: '李莉' }],
      reminders: [
        { ...lunch, id: 'birthday', timetable: { next } },
        { ...lunch, id: 'duty', timetable: { next, whileAway: () => ({ next }) } },
      ],
    });
    const words = await read('upcoming', daemon);
    expect(words).toContain('30 今天 9月30日 · 周三 农历八月二十 11:50 午饭 birthday 为 李莉');
    expect(words).toContain('午饭 duty 轮到 李莉 发给 team');
    expect(words).toContain('1 明天 10月1日 · 周四 农历八月廿一 国庆节');
    const english = await read('upcoming', daemon, { language: 'en' });
    expect(english).toContain('1 Tomorrow 1 Oct · Thu lunar 8-21 National Day');
    expect(english).toContain('duty 李莉’s turn');
  });
});

describe('what a digest carried', () => {
  it('stands with the digest, and each that was carried names it', async () => {
    const daemon = daemonWith({});
    const members = [
      await daemon.plan({ reminder: 'a', message: text('第一条') }),
      await daemon.plan({ reminder: 'b', message: text('第二条'), dueAt: toEpochMs(NOON_BEFORE + 1) }),
    ];
    const [first] = await daemon.history.list({ limit: 1 });
    if (!first) throw new Error('planned');
    const { attempts: _, nextAttemptAt: __, state: ___, reminder: ____, ...rest } = first.delivery;
    const digest: NewDelivery = {
      ...rest,
      id: 'the-digest',
      origin: 'digest',
      coalesce: false,
      state: 'pending',
      message: { kind: 'markdown', title: '2 条提醒', text: '第一条\n\n第二条' },
      dueAt: toEpochMs(NOON_BEFORE + MINUTE),
    };
    expect(await daemon.store.outbox.merge([{ delivery: digest, members }])).toBe(1);
    const words = await read('history', daemon);
    expect(words).toContain('2 条提醒 第一条 第二条 等待发送 合并消息 team');
    expect(words).toMatch(/合并了 2 条消息 10:00 第一条 10:00 第二条/);
    expect(await draw('history', daemon)).toContain('href="/history?delivery=the-digest"');
    expect(words).toContain('b · 并入合并消息');
  });

  it('parts say which they are', async () => {
    const daemon = daemonWith({});
    await daemon.plan({ reminder: 'long', part: { number: 2, of: 3 } });
    expect(await read('history', daemon)).toContain('long · 第 2/3 段');
  });
});

describe('missed ones in a row', () => {
  /** Each minute of a month, up to the moment. */
  const instants = Array.from({ length: 41_760 }, (_, index) => toEpochMs(NOON_BEFORE - (41_759 - index) * MINUTE));

  it('are one entry that says how many, where the last of them was due', async () => {
    const daemon = daemonWith({});
    await daemon.planMissed({ lateMs: HOUR, message: text('站会') }, instants);
    await daemon.plan({ dueAt: toEpochMs(NOON_BEFORE - HOUR) });
    const words = await read('history', daemon);
    expect(words).toMatch(/24 今天 .* 10:00 站会 错过 错过 41,760 次，从 10月26日 10:01 到 11月24日 10:00 lunch/);
    expect(words).toContain('应发 错过 41,760 次');
    expect(words).not.toContain('迟了');
    expect(await read('history', daemon, { language: 'en' })).toContain(
      '41,760 missed, from 26 Oct 10:01 to 24 Nov 10:00',
    );
  });

  it('count one by one, in what today came to and in the month', async () => {
    const daemon = daemonWith({});
    await daemon.planMissed({}, instants);
    await daemon.plan({});
    for (let count = 0; count < 1_100; count += 1) await daemon.plan({ state: 'skipped' });
    using _listing = vi.spyOn(daemon.store.history, 'list').mockRejectedValue(new Error('loads rows'));
    expect(await read('overview', daemon)).toContain('今天已送达 0 今天未送达 41,760 等待发送 1');
    expect(await read('month', daemon)).toContain('42,861 条消息 41,760 条未送达');
  });
});

describe('a clock that is not believed', () => {
  it('is told of before everything else, as long as it lasts', async () => {
    let trouble: ClockTrouble | undefined = { kind: 'before-build', byMs: 400 * 24 * HOUR, since: NOON_BEFORE };
    const daemon = daemonWith({ clockTrouble: () => trouble });
    expect(await read('alarms', daemon)).toContain(
      '这台机器的时钟好像不对：它显示的时间比这个版本的构建时间早 400天。',
    );
    expect(await read('alarms', daemon, { language: 'en' })).toContain(
      'The clock of this machine seems wrong: it shows a time 400 days before this version was built.',
    );
    trouble = undefined;
    expect(await read('alarms', daemon)).not.toContain('时钟');
  });
});

describe('that no group is connected', () => {
  const real = { ...sandboxRobot('ops'), webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy') };

  it('is told on every page, with the way to connect one, until one is', async () => {
    const daemon = daemonWith({ robots: [sandboxRobot('team'), sandboxRobot('family')] });
    expect(await read('alarms', daemon)).toContain('还没有接上群：消息发不到钉钉');
    expect(await read('alarms', daemon, { language: 'en' })).toContain('npx dingbell init');
    expect(await draw('alarms', daemonWith({ robots: [sandboxRobot('team'), real] }))).not.toContain('init');
  });
});

describe('robots and lanes', () => {
  it('tell health, backlog, limits, security and the calls of the month', async () => {
    const daemon = daemonWith({
      robots: [
        {
          ...sandboxRobot('ops'),
          webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy'),
          secret: 'SECdummy',
          keywords: ['报警'],
          limit: { perMinute: 5, perMonth: 100 },
          onFailure: 'team',
        },
        sandboxRobot('team'),
      ],
    });
    await daemon.plan({ robot: 'ops', dueAt: toEpochMs(NOON_BEFORE - 2 * HOUR) });
    await daemon.deliver({ kind: 'throttled', coolDownMs: 10 * MINUTE, cause: TOO_FAST });
    const words = await read('lanes', daemon, { language: 'en' });
    expect(words).toContain('ops DingTalk group cooling down until 10:10 DingTalk refuses this robot');
    expect(words).toContain('Backlog 1 queued · the oldest has waited 2 h');
    expect(words).toContain('Limit at most 5 a minute This month 1 of 100 calls');
    expect(words).toContain('Security signed · keywords 报警 On failure tells team');
    expect(words).toContain('team sandbox ready Backlog nothing queued');
    expect(words).toContain('This month 0 of 3,000 calls');
    expect(words).not.toContain('SECdummy');
    expect(await draw('lanes', daemon)).not.toContain('access_token');
  });
});

describe('a machine that the vendor does not let in', () => {
  it('is told of every robot, also of one that has nothing to say', async () => {
    const daemon = daemonWith({ robots: [sandboxRobot('ops'), sandboxRobot('team')] });
    await daemon.plan({ robot: 'team' });
    await daemon.deliver();
    await daemon.plan({ robot: 'ops' });
    await daemon.deliver(BANNED);
    const words = await read('lanes', daemon, { language: 'en' });
    expect(words).toContain('ops sandbox cooling down until 10:05 DingTalk refuses this address');
    expect(words).toContain('team sandbox cooling down until 10:05 DingTalk refuses this address');
    expect(await read('robots', daemon)).toContain('team 沙箱 冷却到 10:05');
  });
});

describe('the configuration', () => {
  it('says that it is in use and nothing is wrong', async () => {
    let time = NOON_BEFORE;
    const reminders = [dailyReminder('lunch', '11:50', text('午饭'))];
    const daemon = daemonWith({ now: () => time, reminders });
    time = toEpochMs(time + 1);
    const words = await read('configuration', daemon);
    expect(words).toContain('上次读取 11月24日 10:00 刚刚 正在使用');
    expect(words).toContain('1 个提醒，1 个机器人，0 个人');
    expect(words).toContain('没有问题');
  });

  it('notes that nobody would notice a daemon that is no more, once a robot is real', async () => {
    const webhook = dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy');
    const real = { ...sandboxRobot('ops'), webhook };
    const words = await read('configuration', daemonWith({ robots: [real] }), { language: 'en' });
    expect(words).toContain('Nobody would notice if the daemon stopped');
    expect(words).toContain('Nothing is wrong');
    expect(await read('configuration', daemonWith({ robots: [real] }))).toContain('守护进程停了也没有人会发现');
    const watched = [{ ...real, onFailure: 'team' }, sandboxRobot('team')];
    for (const robots of [watched, [sandboxRobot('team')]]) {
      expect(await read('configuration', daemonWith({ robots }), { language: 'en' })).not.toContain('Nobody would');
    }
  });

  it('tells its problems in the language of whoever reads them', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/a.yaml', 'reminders:\n  lunch:\n    at: "25:00"\n    txet: 午饭\n');
    const result = await readConfig('schedules', { cwd: workspace.path, env: {}, locale: 'zh-CN' });
    if (result.kind === 'config') throw new Error('it has errors');
    const daemon = daemonWith({ problems: result.problems });
    const chinese = await read('configuration', daemon);
    const english = await read('configuration', daemon, { language: 'en' });
    expect(chinese).toContain('schedules/a.yaml:3:9');
    expect(english).toContain('schedules/a.yaml:3:9');
    expect(english).toContain('&gt; 3 | at: &quot;25:00&quot;');
    const sentences = result.problems.map(({ message }) => message.replaceAll('"', '&quot;'));
    for (const sentence of sentences) {
      expect(chinese).toContain(sentence);
      expect(english).not.toContain(sentence);
    }
    expect(english).toContain('unknown key');
  });
});

describe('all reminders', () => {
  const reminders = [
    dailyReminder('lunch', '11:50', text('午饭'), { description: '好好吃饭' }),
    dailyReminder('asleep', '12:00', text('不说话'), { paused: true, tags: ['home'] }),
    dailyReminder('over', '12:00', text('过去了'), { timetable: { next: () => undefined } }),
  ];

  it('tell when they come next, or why not', async () => {
    const daemon = daemonWith({ reminders });
    const words = await read('reminders', daemon, { language: 'en' });
    expect(words).toContain(
      'lunch every day at 11:50 午饭 好好吃饭 Next 24 Nov 11:50 · in 1 h 50 min to team schedules/work.yaml:3',
    );
    expect(words).toContain('asleep every day at 12:00 paused: true is written in the YAML');
    expect(words).toContain('over every day at 12:00 will never fire again');
  });

  it.each([
    ['LUNCH', ['lunch']],
    ['吃饭', ['lunch']],
    ['home', ['asleep']],
    ['午饭', ['lunch']],
    ['work.yaml', ['lunch', 'asleep', 'over']],
    ['team', ['lunch', 'asleep', 'over']],
    ['nothing', []],
  ])('are found by %s', async (q, found) => {
    const drawn = await draw('reminders', daemonWith({ reminders }), { query: new URLSearchParams({ q }).toString() });
    expect([...drawn.matchAll(/reminder-name"><code>([^<]+)</g)].map(([, id]) => id)).toEqual(found);
    if (found.length === 0) expect(drawn).toContain('没有找到');
  });

  it('stand by file, or by tag, one with two tags in both', async () => {
    const more = [
      dailyReminder('tea', '15:00', text('茶'), { tags: ['home', 'office'], source: { file: 'mine.yaml', line: 9 } }),
    ];
    const daemon = daemonWith({ reminders: [...reminders, ...more] });
    const ids = (drawn: string) =>
      [...drawn.matchAll(/group-head">(.*?) <|reminder-name"><code>([^<]+)</g)].map(([, group, id]) => group ?? id);
    expect(ids(await draw('reminders', daemon))).toEqual([
      'mine.yaml',
      'tea',
      'schedules/work.yaml',
      'lunch',
      'asleep',
      'over',
    ]);
    const byTag = await draw('reminders', daemon, { query: 'by=tag' });
    expect(ids(byTag)).toEqual(['home', 'asleep', 'tea', 'office', 'tea', '没有标签', 'lunch', 'over']);
    // No two menus go by one name.
    const menus = [...byTag.matchAll(/id="(menu-[^"]+)"/g)].map(([, id]) => id);
    expect(new Set(menus).size).toBe(menus.length);
  });

  it('a skip of one that is no more is told, with the way to take it back', async () => {
    const daemon = daemonWith({ reminders });
    await daemon.overrides.set({ kind: 'pause', reminder: 'gone' });
    expect(await read('upcoming', daemon)).toContain('gone 已手动暂停 · YAML 里已经没有这个提醒了');
    await daemon.overrides.set({ kind: 'pause', reminder: 'lunch' });
    expect((await read('upcoming', daemon)).match(/没有这个提醒/g)).toHaveLength(1);
  });
});

describe('buttons', () => {
  const reminders = [dailyReminder('lunch', '11:50', text('午饭'))];

  it.each(['upcoming', 'month', 'reminders', 'history'] as const)('on %s are for those who may', async (name) => {
    for (const token of [undefined, 'dummy']) {
      const daemon = daemonWith({ reminders, http: token === undefined ? {} : { token } });
      await daemon.plan({ reminder: 'lunch', state: 'missed' });
      await daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
      expect((await draw(name, daemon)).includes('<button')).toBe(token !== undefined);
    }
  });
});

describe('the menu of what comes several times a day', () => {
  /** 09:00, 14:00 and 18:00 in Shanghai. */
  const hours = [1, 6, 10].map((hour) => hour * HOUR);
  const thrice = dailyReminder('water', '09:00', text('喝水'), {
    timetable: {
      next: (after) => {
        const day = Math.floor(after / DAY) * DAY;
        const at = toEpochMs(
          [...hours, ...hours.map((hour) => hour + DAY)].map((each) => day + each).find((each) => each > after) ?? 0,
        );
        return { at, occurrences: [{ at, date: new Date(at).toISOString().slice(0, 10), daysLeft: 0 }] };
      },
    },
  });
  const withButtons = (reminders: readonly Reminder[]) => daemonWith({ reminders, http: { token: 'dummy' } });

  it('leaves out this one, or the whole day; each is taken back', async () => {
    const daemon = withButtons([thrice]);
    const words = await read('upcoming', daemon, { language: 'en' });
    expect(words).toMatch(/Skip only this one, 14:00 water Skip the whole day, .*?24 Nov/);
    const skipped = await skipReminder(daemon, 'water', toEpochMs(Date.UTC(2026, 10, 24, 6)));
    expect(skipped).toMatchObject({
      kind: 'done',
      override: { date: '2026-11-24', only: { local: '2026-11-24T14:00' } },
    });
    const drawn = await draw('upcoming', daemon, { language: 'en' });
    expect(drawn).toMatch(/name="at" value="2026-11-24T14:00:00\+08:00"[^]*?Do not skip 24 Nov 14:00/);
    await resumeReminder(daemon, 'water', toEpochMs(Date.UTC(2026, 10, 24, 6)));
    expect(await daemon.overrides.list()).toEqual([]);
  });

  it('is as it was for what comes once', async () => {
    const words = await read('upcoming', withButtons([dailyReminder('lunch', '11:50', text('午饭'))]), {
      language: 'en',
    });
    expect(words).toContain('Skip 24 Nov');
    expect(words).not.toContain('Skip only');
  });
});

describe('what a newcomer may write', () => {
  it.each([[], ['team'], ['运维群'], ['123']])('works as it stands there, with the robots %j', async (...robots) => {
    const daemon = daemonWith({ robots: robots.map(sandboxRobot) });
    const drawn = await draw('upcoming', daemon);
    const [, example = ''] = /<pre[^>]*>([^<]*)<\/pre>/.exec(drawn) ?? [];
    using workspace = new Workspace();
    workspace.write('schedules/a.yaml', example.replaceAll('&quot;', '"').replaceAll('&#39;', "'"));
    if (robots.length > 0) {
      workspace.write('schedules/b.yaml', `robots: { ${JSON.stringify(robots[0])}: { webhook: sandbox } }`);
    }
    const result = await readConfig('schedules', { cwd: workspace.path, env: {}, locale: 'en' });
    expect(result.kind === 'config' ? [] : result.problems).toEqual([]);
  });
});

describe('people who are called', () => {
  it('are called by name wherever messages are told of', async () => {
    const people = [{ id: 'xiaoming', name: '小明', mobile: '13800000000' }];
    const message = {
      ...text('健身 @13800000000 @13900000000'),
      mentions: { mobiles: ['13800000000', '13900000000'] },
    };
    const daemon = daemonWith({ people, reminders: [dailyReminder('workout', '19:30', message)] });
    await daemon.plan({ message });
    await daemon.deliver();
    for (const name of ['overview', 'upcoming', 'latest', 'history', 'conversation'] as const) {
      expect((await read(name, daemon)).replaceAll('</span>', '')).toContain('健身 @小明 @13900000000');
    }
  });
});

describe('the sandbox’s groups', () => {
  it('stand beside the conversation, each with its newest message, and lead to their own', async () => {
    const daemon = daemonWith({ robots: [sandboxRobot('team'), sandboxRobot('家人')] });
    await daemon.plan({ message: text('午饭时间到') });
    await daemon.plan({ robot: '家人', message: { kind: 'markdown', title: '生日', text: '奶奶生日快乐' } });
    await daemon.deliver();
    const all = await read('group', daemon);
    expect(all).toContain('全部消息 t team 10:00 午饭时间到 家 家人 10:00 生日');
    expect(all).toContain('奶奶生日快乐');
    expect(await draw('group', daemon)).toContain(`href="/conversation?robot=${encodeURIComponent('家人')}"`);

    const query = 'robot=team';
    const team = await draw('group', daemon, { query });
    expect(team).toMatch(/robot=team" aria-current="true"/);
    expect(team).not.toContain('奶奶生日快乐');
    const unknown = await read('group', daemon, { query: 'robot=nobody' });
    expect(unknown).toBe(all);
  });

  it('are not chosen from where there is only one', async () => {
    const daemon = daemonWith({ robots: [sandboxRobot('team')] });
    expect(await draw('group', daemon)).not.toContain('全部消息');
  });
});
