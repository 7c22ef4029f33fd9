import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/config/problem.ts';
import { HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import type { Timetable } from '../../../src/schedule/occurrence.ts';
import { loadAssets } from '../../../src/web/assets.ts';
import { FRAGMENTS, type FragmentName } from '../../../src/web/page/fragments.ts';
import { page } from '../../../src/web/page/page.ts';
import { dateOf } from '../../../src/web/page/time.ts';
import type { View } from '../../../src/web/page/view.ts';
import { textsIn } from '../../../src/web/texts/catalogue.ts';
import type { Language } from '../../../src/message/language.ts';
import { createTestDaemon, dailyReminder, NOON_BEFORE, sandboxRobot, type TestDaemon } from '../test-daemon.ts';

const open: TestDaemon[] = [];

function daemonWith(options: Parameters<typeof createTestDaemon>[0]): TestDaemon {
  const daemon = createTestDaemon(options);
  open.push(daemon);
  return daemon;
}

afterEach(async () => {
  for (const daemon of open.splice(0)) await daemon.stop();
});

async function viewOf(daemon: TestDaemon, language: Language = 'zh-CN', query = new URLSearchParams()): Promise<View> {
  const now = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: now });
  const { timezone: zone, http } = daemon.config.daemon;
  const mayAct = http.token !== undefined;
  return { daemon, texts: textsIn(language), theme: 'auto', now, zone, overrides, mayAct, page: 'upcoming', query };
}

async function draw(name: FragmentName, daemon: TestDaemon, language?: Language): Promise<string> {
  return String(await FRAGMENTS[name].draw(await viewOf(daemon, language)));
}

/** What a person reads: no tags, one space; lunar dates have a test of their own. */
async function read(name: FragmentName, daemon: TestDaemon, language?: Language): Promise<string> {
  return (await draw(name, daemon, language))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:农历|lunar )\S+ /g, '')
    .trim();
}

const TOO_FAST = { code: 'vendor', meaning: 'too-fast', errcode: 130101 } as const;
const TOKEN_UNKNOWN = { code: 'vendor', meaning: 'token-unknown', errcode: 300005 } as const;
const text = (words: string) => ({ kind: 'text', text: words }) as const;

function every(minutes: number): Timetable {
  const step = minutes * MINUTE;
  return {
    next: (after) => {
      const at = toEpochMs((Math.floor(after / step) + 1) * step);
      return { at, occurrences: [{ at, date: '2026-11-24', daysLeft: 0 }] };
    },
  };
}

describe('whatever people write', () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&';

  it('is shown, never run', async () => {
    const problem: Problem = {
      file: evil,
      line: 1,
      column: 1,
      severity: 'error',
      code: evil,
      message: evil,
      hint: evil,
      frame: evil,
    };
    const more = { description: evil, robots: [evil] };
    const markdown = { kind: 'markdown', title: evil, text: `# ${evil}\n\n[${evil}](javascript:alert(3))` } as const;
    const daemon = daemonWith({
      robots: [sandboxRobot(evil), sandboxRobot('other')],
      people: [{ id: 'lili', name: evil }],
      reminders: [dailyReminder(evil, '11:50', text(evil), more), dailyReminder('b', '12:00', markdown, more)],
      problems: [problem],
      warnings: [{ ...problem, severity: 'warning' }],
    });
    await daemon.plan({ reminder: evil, robot: evil, message: text(evil) });
    await daemon.plan({ robot: evil, message: markdown });
    await daemon.deliver();
    await daemon.plan({ robot: evil, reminder: evil, state: 'missed', cause: { code: 'said', text: evil } });
    await daemon.plan({ robot: 'other' });
    const said = { text: evil, advice: evil };
    await daemon.deliver({
      kind: 'rejected',
      scope: 'robot',
      cause: { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, ...said },
    });
    await daemon.overrides.set({ kind: 'skip', reminder: evil, date: '2026-11-25' });
    await daemon.overrides.set({ kind: 'pause', reminder: 'b' });
    await daemon.overrides.set({ kind: 'vacation', person: evil, from: '2026-11-26', until: '2026-11-27' });
    await daemon.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-26', until: '2026-11-27' });

    for (const language of ['zh-CN', 'en'] as const) {
      const drawn = String(await page(await viewOf(daemon, language), { assets: loadAssets(), canSignOut: true }));
      expect(drawn.split('&lt;script&gt;').length).toBeGreaterThan(20);
      expect(drawn).not.toMatch(/<script(?! src="\/page\.js\?v=[0-9a-f]+" type="module">)/);
      const withoutValues = drawn.replaceAll(/="[^"]*"/g, '');
      expect(withoutValues).not.toMatch(/<[^>]*\s(?:on\w+|style)\b/i);
      expect(drawn).not.toMatch(/<(?:img|iframe|base|style)\b/i);
      expect(drawn).not.toMatch(/href="javascript:/i);
    }
  });
});

describe('the state at a glance', () => {
  it('tells the next reminder and how today went', async () => {
    const daemon = daemonWith({ reminders: [dailyReminder('lunch', '11:50', text('午饭时间到'))] });
    await daemon.plan({});
    await daemon.deliver();
    await daemon.plan({ state: 'missed' });
    await daemon.plan({ state: 'missed', dueAt: toEpochMs(NOON_BEFORE - 24 * HOUR) });
    await daemon.plan({});
    // For later, which is told by itself.
    await daemon.plan({ origin: 'send', dueAt: toEpochMs(NOON_BEFORE + 1) });
    expect(await read('overview', daemon)).toBe(
      '此刻 下一个提醒 11:50 1 小时 50 分钟后 午饭时间到 lunch 今天已送达 1 今天未送达 1 等待发送 1',
    );
    expect(await read('overview', daemon, 'en')).toContain('Next reminder 11:50 in 1 h 50 min');
  });

  it('says so when nothing is coming', async () => {
    expect(await read('overview', daemonWith({}))).toContain('接下来没有提醒');
  });
});

describe('what is upcoming', () => {
  it('stands by day, with its words, and its own clock where that is another', async () => {
    const daemon = daemonWith({
      reminders: [
        dailyReminder('lunch', '11:50', text('午饭时间到')),
        dailyReminder('tea', '16:00', text('tea'), { timezone: 'Europe/London', robots: ['team', 'ops'] }),
      ],
    });
    const words = await read('upcoming', daemon);
    expect(words).toMatch(/^即将到来 月历 · 全部提醒 24 今天 11月24日 · 周二 11:50 午饭时间到 lunch 发给 team 25 明天/);
    expect(words).toContain('00:00 tea tea London 16:00 发给 team、ops');
    expect(words).toContain('26 星期四 11月26日');
  });

  it('of a rare reminder reaches further', async () => {
    const inMay = toEpochMs(Date.UTC(2027, 4, 20));
    const timetable = {
      next: (after: number) =>
        after < inMay
          ? {
              at: inMay,
              occurrences: [{ at: inMay, date: '2027-05-23', daysLeft: 3, note: { zh: '顺延', en: 'moved' } }] as const,
            }
          : undefined,
    };
    const daemon = daemonWith({ reminders: [dailyReminder('wedding', '08:00', text('纪念日'), { timetable })] });
    const words = await read('upcoming', daemon);
    expect(words).toContain('七天之内没有别的了');
    expect(words).toContain('20 星期四 5月20日 08:00 纪念日 wedding 发给 team 提前 3 天提醒 5月23日 顺延');
  });

  it.each([
    {
      minutes: 1,
      today: '10:00 tick tick 发给 team 当天至少 200 次',
      far: '00:00 tick tick 发给 team 当天至少 200 次',
    },
    {
      minutes: 15,
      today: '10:00 至 23:45 tick tick 发给 team 当天共 56 次',
      far: '00:00 至 23:45 tick tick 发给 team 当天共 96 次',
    },
  ])('leaves room beside what comes every $minutes min, and counts rightly', async ({ minutes, today, far }) => {
    const daemon = daemonWith({
      reminders: [
        dailyReminder('tick', '00:00', text('tick'), { timetable: every(minutes) }),
        dailyReminder('lunch', '11:50', text('午饭')),
      ],
    });
    const words = await read('upcoming', daemon);
    expect(words).toContain(`今天 11月24日 · 周二 ${today} 11:50 午饭 lunch`);
    expect(words).toContain(`30 星期一 11月30日 ${far} 11:50 午饭 lunch`);
    expect(words).not.toContain('只列到这里');
  });

  it('is cut when it would not end', async () => {
    const reminders = Array.from({ length: 30 }, (_, index) =>
      dailyReminder(`tick-${index}`, '00:00', text('tick'), { timetable: every(1) }),
    );
    const words = await read('upcoming', daemonWith({ reminders }));
    expect(words.match(/tick-/g)).toHaveLength(40);
    expect(words).toContain('只列到这里');
  });

  it('tells a newcomer what to write, and someone who paused all that it is so', async () => {
    expect(await read('upcoming', daemonWith({}))).toContain('reminders: lunch: robot: team at: &quot;11:50&quot;');
    const paused = dailyReminder('lunch', '11:50', text('午饭'), { paused: true });
    expect(await read('upcoming', daemonWith({ reminders: [paused] }))).toContain('都已暂停');
  });
});

describe('what is set by hand', () => {
  const lunch = dailyReminder('lunch', '11:50', text('午饭时间到'));
  const everyMinute = dailyReminder('tick', '00:00', text('嘀嗒'), {
    timetable: {
      next: (after) => {
        const at = toEpochMs((Math.floor(after / MINUTE) + 1) * MINUTE);
        return { at, occurrences: [{ at, date: dateOf(at, 'Asia/Shanghai'), daysLeft: 0 }] };
      },
    },
  });

  it('leaves no trace when there is nothing', async () => {
    const drawn = await draw('upcoming', daemonWith({ reminders: [lunch] }));
    expect(drawn).not.toContain('手动');
    expect(drawn).not.toContain('<s>');
  });

  it('strikes a skipped date through and says how to take it back', async () => {
    const daemon = daemonWith({ reminders: [lunch] });
    await daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
    const words = await read('upcoming', daemon);
    expect(words).toContain('24 今天 11月24日 · 周二 11:50 午饭时间到 lunch 发给 team 25 明天');
    expect(words).toContain('11:50 午饭时间到 lunch 2026-11-25 已手动跳过 26 星期四');
    expect(words).toMatch(/手动调整 lunch 2026-11-25 已手动跳过 取消： npx dingbell resume lunch 2026-11-25$/);
    expect((await draw('upcoming', daemon)).match(/<s>/g)).toHaveLength(2);
  });

  it('tells when a pause ends, on the clock of the page', async () => {
    const tea = dailyReminder('tea', '16:00', text('tea'), { timezone: 'Europe/London' });
    const daemon = daemonWith({ reminders: [lunch, tea] });
    await daemon.overrides.set({ kind: 'pause', reminder: 'tea', until: toEpochMs(NOON_BEFORE + 24 * HOUR) });
    const words = await read('upcoming', daemon, 'en');
    expect(words).toContain('tea London 16:00 paused by hand until 2026-11-25 10:00');
    expect(words).toContain('tea London 16:00 to team');
    expect(words).toMatch(
      /Set by hand tea paused by hand until 2026-11-25 10:00 Take it back: npx dingbell resume tea$/,
    );
  });

  it('leaves the next reminder to one that fires', async () => {
    const supper = dailyReminder('supper', '18:00', text('晚饭'));
    const daemon = daemonWith({ reminders: [lunch, supper] });
    await daemon.overrides.set({ kind: 'pause', reminder: 'lunch' });
    expect(await read('overview', daemon)).toContain('下一个提醒 18:00 8 小时后 晚饭 supper');
    await daemon.overrides.set({ kind: 'pause', reminder: 'supper' });
    expect(await read('overview', daemon)).toContain('接下来没有提醒');
  });

  it('crowds out nothing that fires, however often a paused reminder is due', async () => {
    const daemon = daemonWith({ reminders: [everyMinute, lunch] });
    await daemon.overrides.set({ kind: 'pause', reminder: 'tick' });
    const words = await read('upcoming', daemon);
    expect(words.match(/11:50 午饭时间到/g)).toHaveLength(7);
    expect(words).toContain('嘀嗒 tick 已手动暂停 当天至少 200 次');
    expect(words).not.toContain('只列到这里');
    expect(await read('overview', daemon)).toContain('11:50');
  });

  it('reaches further when a vacation of everybody leaves little of the week', async () => {
    const daemon = daemonWith({ reminders: [lunch] });
    await daemon.overrides.set({ kind: 'vacation', from: '2026-11-25', until: '2026-12-02' });
    const words = await read('upcoming', daemon, 'en');
    expect(words.match(/everybody is on vacation \(2026-11-25 to 2026-12-02\)/g)).toHaveLength(7);
    expect(words).toMatch(/After that: 3 Thursday 3 Dec 11:50 午饭时间到 lunch to team 4 Friday/);
    expect(words).toMatch(/Take it back: npx dingbell vacation remove --all --from 2026-11-25$/);
    expect(await read('overview', daemon)).toContain('11:50');
  });

  it('calls people by their names and mentions nobody who is away on the day', async () => {
    const people = [{ id: 'lili', name: '李莉' }];
    const duty = dailyReminder('duty', '11:50', text(''), {
      render: (_, { away = new Set() }) => text(away.has('lili') ? '值日' : '值日 @李莉'),
    });
    const daemon = daemonWith({ reminders: [duty], people });
    await daemon.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-24', until: '2026-11-25' });
    await daemon.overrides.set({ kind: 'vacation', person: 'gone', from: '2026-11-24', until: '2026-11-25' });
    const words = await read('upcoming', daemon);
    expect(words).toContain('11:50 值日 duty 发给 team 25');
    expect(words).toContain('26 星期四 11月26日 11:50 值日 @李莉 duty');
    expect(await read('overview', daemon)).toContain('值日 duty');
    expect(words).toContain('李莉 休假（2026-11-24 至 2026-11-25）');
    expect(words).toContain('npx dingbell vacation remove --person lili --from 2026-11-24');
    expect(words).toContain('gone 休假');
  });

  it('is listed also when nothing is upcoming', async () => {
    const daemon = daemonWith({});
    await daemon.overrides.set({ kind: 'pause', reminder: 'gone' });
    expect(await read('upcoming', daemon)).toMatch(
      /还没有提醒 .* 手动调整 gone 已手动暂停 · YAML 里已经没有这个提醒了 取消： npx dingbell resume gone$/,
    );
  });

  it('is forgotten once it has ended', async () => {
    const daemon = daemonWith({ reminders: [lunch] });
    await daemon.overrides.set({ kind: 'pause', reminder: 'lunch', until: NOON_BEFORE });
    expect(await read('upcoming', daemon)).not.toContain('手动');
  });
});

describe('what happened', () => {
  it('is told with state, lateness, reason and attempts', async () => {
    const daemon = daemonWith({ robots: [sandboxRobot('team'), sandboxRobot('ops')] });
    await daemon.plan({ reminder: 'lunch', lateMs: 3 * MINUTE });
    await daemon.deliver();
    await daemon.plan({ reminder: 'report', robot: 'ops', origin: 'fire', message: text('周报') });
    const cause = { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, text: '签名有误' } as const;
    await daemon.deliver({ kind: 'rejected', scope: 'robot', cause, httpStatus: 200 });
    await daemon.plan({
      reminder: 'walk',
      state: 'missed',
      cause: { code: 'passed-over', lateMs: 17 * MINUTE, catchUp: 'none' },
    });

    const words = await read('history', daemon, 'en');
    expect(words).toContain('delivered 3 min late lunch team (sandbox)');
    expect(words).toMatch(/Attempts 24 Nov 10:00 accepted by DingTalk 84 ms/);
    expect(words).toContain(
      'failed report · fired by hand ops (sandbox) the signature does not match (310000 签名有误)',
    );
    expect(words).toContain('rejected errcode 310000 · 84 ms the signature does not match (310000 签名有误)');
    expect(words).toContain('missed walk team (sandbox) 17 min late; `catchUp: none` leaves it out');
    expect(words).toContain('No request was made.');
    const chinese = await read('history', daemon);
    expect(chinese).toContain('签名不匹配（310000 签名有误）');
    expect(chinese).toContain('晚了 17 分钟；按 `catchUp: none` 不再发送');
  });

  it('tells a screen reader the latest end', async () => {
    const daemon = daemonWith({});
    await daemon.plan({ message: text('构建通过') });
    await daemon.deliver();
    expect(await draw('history', daemon)).toContain('data-announce>构建通过：已送达<');
  });
});

describe('robots', () => {
  it('show their health and their backlog', async () => {
    const daemon = daemonWith({
      robots: [
        sandboxRobot('team'),
        sandboxRobot('ops'),
        { ...sandboxRobot('slow'), limit: { perMinute: 5, perMonth: 1 } },
        sandboxRobot('far'),
      ],
    });
    await daemon.plan({ robot: 'ops' });
    await daemon.deliver({ kind: 'rejected', scope: 'robot', cause: TOKEN_UNKNOWN });
    await daemon.plan({ robot: 'slow' });
    await daemon.deliver({ kind: 'throttled', coolDownMs: 10 * MINUTE, cause: TOO_FAST });
    await daemon.plan({ robot: 'far' });
    await daemon.deliver({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent', problem: 'refused' },
    });
    const words = await read('robots', daemon, 'en');
    expect(words).toContain('team sandbox ready ops');
    expect(words).toMatch(
      /ops sandbox stopped since 24 Nov 10:00; it sends again when you change its configuration DingTalk does not know/,
    );
    expect(words).toContain(
      'slow sandbox cooling down until 10:10 1 queued at most 5 a minute DingTalk refuses this robot',
    );
    expect(words).toContain('far sandbox cannot send, trying again 1 queued not sent: the connection was refused');
    expect(await read('robots', daemon)).toContain('far 沙箱 发不出去，正在重试 1 条在排队 没有发出：连接被拒绝');
  });
});

describe('problems and conversation', () => {
  it('leave no trace when there are none', async () => {
    const daemon = daemonWith({ withSandbox: false });
    expect(await draw('problems', daemon)).toBe('');
    expect(await draw('conversation', daemon)).toBe('');
  });

  it('are drawn when there are some', async () => {
    const daemon = daemonWith({
      problems: [
        {
          file: 'a.yaml',
          line: 2,
          column: 3,
          severity: 'error',
          code: 'unknown-key',
          message: 'txet?',
          frame: '2 │ txet',
        },
      ],
    });
    await daemon.plan({ message: text('构建通过') });
    await daemon.deliver();
    expect(await read('problems', daemon)).toContain(
      '有 1 个错误，没有生效。 钉铃继续使用上一份正确的配置。 txet? a.yaml:2:3',
    );
    expect(await read('conversation', daemon)).toContain('构建通过');
  });
});
