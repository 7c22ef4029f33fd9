import pino from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Config, Reminder, RobotConfig } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import { simulate, type SimulatedPost, type SimulateOptions } from '../../src/daemon/simulate.ts';
import { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { makeDeliveries } from '../../src/daemon/make-deliveries.ts';
import { createFleet } from '../../src/delivery/fleet.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { sign } from '../../src/robot/dingtalk/sign.ts';
import type { Robot } from '../../src/robot/robot.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { parseCron } from '../../src/schedule/cron.ts';
import { daily } from '../../src/schedule/daily.ts';
import { every } from '../../src/schedule/every.ts';
import type { Filter } from '../../src/schedule/filter.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { monthly } from '../../src/schedule/monthly.ts';
import { parseMonthlyDay } from '../../src/schedule/parse-monthly-day.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import { dayPattern } from '../../src/schedule/day-pattern.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { readFiles } from '../config/folder.ts';
import { config, robotConfig } from './config.ts';
import { reminder } from './reminder.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { leading } from '../delivery/stage.ts';

const SHANGHAI = 'Asia/Shanghai';
const calendar = createCalendar();
/** Of 2026: 09-20 and 10-10 are worked, 09-25 to 27 and 10-01 to 07 off; 09-25 is 中秋, 10-18 重阳. */
const ALL_KINDS_OF_TIME = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽, birthday: 10-11, joined: 2019-09-16 }, xiaoming: { name: 小明, joined: 2024-10-08 } }
calendars: { shop: { alternate: { saturday: work, from: 2026-09-19 } } }
defaults: { robot: team }
reminders:
  fortnight: { every: 2 weeks, from: 2026-09-02, text: "隔周 {{ days_since }}" }
  fortnight-days: { every: 2 weeks, from: 2026-09-14, on: [mon, thu], text: 双周 }
  quarter: { every: 3 months, from: 2026-06-30, text: "季度 {{ note }}" }
  shift: { every: 6 days, for: 4 days, from: 2026-09-01, at: ["07:30", "19:30"], spread: 5m, text: 做四休二 }
  equinox: { yearly: 秋分, text: 秋分 }
  mid-autumn: { yearly: 中秋, advance: [1 workday, 0d], text: "中秋 {{ days_left }}" }
  second-sunday: { yearly: 2nd sunday of october, text: 第二个星期日 }
  halves: { monthly: [15, last], shift: previous-workday, text: "半月 {{ note }}" }
  end: { monthly: 3rd last workday, months: [3, 9], text: 季末 }
  moons: { monthly: { lunar: [1, 15] }, text: "{{ lunar }}" }
  crons: { cron: ["0 8 * * 1", "30 8 5 * *"], text: 几个 }
  dates: { once: [2026-09-18T10:00, 2026-10-03T10:00], shift: next-workday, text: 几天 }
  eve: { at: "20:00", on: before-holiday, text: 放假前夜 }
  back: { at: "08:30", on: after-holiday, text: 收假 }
  weekly: { at: "17:00", on: last-workday-of-week, unless: holidays, text: 周报 }
  friday: { at: "16:00", on: fri, shift: previous-workday, text: 周五 }
  guard: { every: 3h, between: "22:00-06:00", on: sat, rotate: { people: [lili, xiaoming], from: 2026-09-14 }, text: "巡楼 {{ person.name }} {{ next.name }}" }
  shifted-guard: { every: 4h, between: "20:00-04:00", on: sat, shift: next-workday, text: 巡楼 }
  rent: { monthly: 31, short: last, text: "房租 {{ note }}" }
  season: { at: "12:00", on: mon, active: { from: 10-01, until: 03-31 }, text: 冬天 }
  saturday: { at: "09:00", on: workdays, unless: weekdays, calendar: shop, text: 大小周 }
  exam: { countdown: 2026-09-30, on: [wed], text: "还有 {{ days_left }} 天" }
  texts: { at: ["10:00", "15:00"], text: [喝水, 走走, 看远处] }
  lot: { at: "22:30", pick: random, text: [早点睡, 手机放下, "{{ date }}"] }
  festive: { at: "08:00", text: "{% if holiday %}{{ holiday }}快乐{% endif %}" }
  stretch: { at: "15:00", spread: { within: 30m, each: day }, text: 走走 }
  host: { at: "14:55", on: [tue, thu], advance: [1d, 0d], rotate: { people: [lili, xiaoming], every: 1 time, from: 2026-09-17 }, text: "{{ person.name }} {{ next.name }}" }
  first-seen: { at: "10:00", on: [mon, wed], rotate: { people: [lili, xiaoming], every: 1 time }, text: "{{ person.name }} {{ next.name }}" }
  closing: { at: "17:30", rotate: { people: [[lili, xiaoming], [xiaoming]], every: 1 day, from: 2026-09-17 }, text: "{{ person.name }} {{ next.name }}" }
  joined: { anniversaries: all, text: "{{ person.name }} {{ years }}" }
  week: { at: "09:00", on: mon, text: "{% for each in coming_birthdays %}{{ each.date }} {{ each.name }}{% endfor %}" }
  meeting: { once: 2026-09-22T14:00, advance: [30m], text: '{{ event | date: "HH:mm" }}，还有 {{ minutes_left }} 分钟' }
`;

const onWorkdays: Filter = { on: calendar.isWorkday };

afterEach(() => vi.useRealTimers());

describe('simulate', () => {
  it('posts what planner and dispatcher deliver to the sandbox in a month, message for message', async () => {
    const robots = [
      robotConfig('team', { secret: 'SEC-dummy-team', keywords: ['打卡', '会'] }),
      robotConfig('hasty', { limit: { perMinute: 30, perMonth: 3_000 }, onFailure: 'ops' }),
      robotConfig('ops', {
        webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy-ops'),
        secret: 'SEC-dummy-ops',
      }),
    ];
    const reminders = [
      shanghai('clock-in', daily([at(8, 50)]), { filter: onWorkdays, text: '上班打卡' }),
      shanghai('stand-up', every({ kind: 'grid', everySeconds: 3_000, fromSecond: at(9, 30), untilSecond: at(18) }), {
        filter: onWorkdays,
        text: '开会',
        robots: ['team', 'ops'],
      }),
      shanghai('workout', cronPattern('30 19 * * 1,3,5'), { text: '健身', robots: ['team', 'hasty'] }),
      shanghai('payday', monthlyPattern('15'), { text: '发工资啦 💰', robots: ['ops'] }),
      ...many(34, (id) => shanghai(id, monthlyPattern('2nd friday'), { text: id, robots: ['hasty'], lateMs: HOUR })),
    ];
    const month = { from: instant('2026-10-01T00:00+08:00'), until: instant('2026-11-01T00:00+08:00') };

    const simulated = await collect(config(reminders, robots), month);

    expect(
      simulated.map(({ postedAt, robot, payload: { msgUuid, ...payload }, errcode }) =>
        errcode === 0 ? { postedAt, robot, msgUuid, payload } : { postedAt, robot, msgUuid, errcode },
      ),
    ).toEqual(await deliveredBy(config(reminders, robots), month));
    expect(new Set(simulated.map(({ errcode }) => errcode))).toEqual(new Set([0, 130_101]));
    expect(simulated.length).toBeGreaterThan(300);
  });

  it('posts what is delivered of every kind of time that can be written, message for message', async () => {
    const month = { from: instant('2026-09-15T00:00+08:00'), until: instant('2026-10-20T00:00+08:00') };
    const read = await readFiles({ 'times.yaml': ALL_KINDS_OF_TIME }, { now: month.from });
    if (read.kind !== 'config') throw new Error(JSON.stringify(read.problems));
    const { reminders } = read.config;

    const simulated = await collect(config(reminders), month);

    const posted = simulated.map(({ postedAt, robot, payload: { msgUuid, ...payload } }) => {
      return { postedAt, robot, msgUuid, payload };
    });
    expect(posted).toEqual(await deliveredBy(config(reminders), month));
    // Each of them comes within these weeks.
    expect(new Set(simulated.map(({ reminder: id }) => id))).toEqual(new Set(reminders.map(({ id }) => id)));
  });

  it('shows the limiter at work when 50 reminders fall due at once', async () => {
    const noon = instant('2026-11-24T12:00Z');
    const posts = await collect(config(many(50, (id) => reminder(id))), {
      from: noon,
      until: toEpochMs(noon + 10 * MINUTE),
    });
    const waves = Map.groupBy(posts, ({ postedAt }) => postedAt - noon);
    expect([...waves].map(([after, wave]) => [after, wave.length])).toEqual([
      [0, 20],
      [MINUTE, 20],
      [2 * MINUTE, 10],
    ]);
    expect(posts.every(({ scheduledFor, errcode }) => scheduledFor === noon && errcode === 0)).toBe(true);
  });

  it('throttles by the limit of DingTalk, not by the one that is hoped for', async () => {
    const noon = instant('2026-11-24T12:00Z');
    const hasty = robotConfig('team', { limit: { perMinute: 25, perMonth: 3_000 } });
    const posts = await collect(
      config(
        many(22, (id) => reminder(id, { lateMs: HOUR })),
        [hasty],
      ),
      {
        from: noon,
        until: toEpochMs(noon + HOUR),
      },
    );
    expect(posts.slice(19).map(({ postedAt, errcode }) => [postedAt - noon, errcode])).toEqual([
      [0, 0],
      [0, 130_101],
      [10 * MINUTE, 0],
      [10 * MINUTE, 0],
    ]);
    expect(posts[20]?.payload).toEqual(posts[21]?.payload);
  });

  it('tells the owner of what DingTalk refuses, as the daemon would', async () => {
    const noon = instant('2026-11-24T12:00Z');
    const robots = [robotConfig('team', { onFailure: 'ops' }), robotConfig('ops')];
    const empty = reminder('a', { render: () => ({ kind: 'markdown', title: '', text: 'x' }) });
    const posts = await collect(config([empty], robots), { from: noon, until: toEpochMs(noon + SECOND) });
    expect(posts.map(({ robot, reminder: id, errcode }) => ({ robot, id, errcode }))).toEqual([
      { robot: 'team', id: 'a', errcode: 400_402 },
      { robot: 'ops', id: undefined, errcode: 0 },
    ]);
  });

  it('robots that share a token share its limit', async () => {
    const noon = instant('2026-11-24T12:00Z');
    const webhook = dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy');
    const robots = ['a', 'b'].map((name) => robotConfig(name, { webhook, secret: 'SEC-dummy' }));
    const posts = await collect(
      config(
        many(15, (id) => reminder(id, { robots: ['a', 'b'] })),
        robots,
      ),
      {
        from: noon,
        until: toEpochMs(noon + 5 * MINUTE),
      },
    );
    expect(posts.filter(({ postedAt }) => postedAt === noon)).toHaveLength(20);
    expect(posts.map(({ errcode }) => errcode)).toEqual(Array.from({ length: 30 }, () => 0));
  });

  it('begins at `from` and ends before `until`, also what had to wait', async () => {
    const one = instant('2026-11-24T13:00Z');
    expect(times(await collect(config([reminder('a')]), { from: one, until: toEpochMs(one + 2 * HOUR) }))).toEqual([
      '13:00',
      '14:00',
    ]);
    const crowd = config(many(21, (id) => reminder(id)));
    expect(await collect(crowd, { from: one, until: toEpochMs(one + MINUTE) })).toHaveLength(20);
    expect(await collect(crowd, { from: one, until: toEpochMs(one + MINUTE + 1) })).toHaveLength(21);
    expect(await collect(crowd, { from: one, until: one })).toEqual([]);
  });

  it('leaves out what was skipped by hand', async () => {
    const day = { from: instant('2026-11-24T00:00Z'), until: instant('2026-11-26T00:00Z') };
    const two = config([reminder('a'), reminder('b')]);
    const posts = await collect(two, {
      ...day,
      overrides: [
        { kind: 'skip', reminder: 'a', date: '2026-11-24' },
        { kind: 'pause', reminder: 'b', until: instant('2026-11-25T22:00Z') },
      ],
    });
    const hoursOf = (id: string) => posts.filter((post) => post.reminder === id).map((post) => iso(post).slice(8, 13));
    expect(hoursOf('a')).toEqual(Array.from({ length: 24 }, (_, hour) => `25T${String(hour).padStart(2, '0')}`));
    expect(hoursOf('b')).toEqual(['25T22', '25T23']);
  });

  it('gives the same every time', async () => {
    const week = { from: instant('2026-11-24T00:00Z'), until: instant('2026-12-01T00:00Z') };
    const crowd = config(many(30, (id) => reminder(id, { pattern: daily([at(9)]) })));
    expect(await collect(crowd, week)).toEqual(await collect(crowd, week));
  });

  it('waits for no real clock: a year passes while it stands still', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'setInterval', 'performance', 'hrtime'] });
    const frozen = Date.now();
    const year = { from: instant('2026-01-01T00:00+08:00'), until: instant('2027-01-01T00:00+08:00') };
    const posts = await collect(config([shanghai('clock-in', daily([at(8, 50)]), { filter: onWorkdays })]), year);
    expect(posts).toHaveLength(workdaysOf(2026));
    expect(Date.now()).toBe(frozen);
  });

  it('tells how far it is after each day', async () => {
    const from = instant('2026-11-24T00:00Z');
    const progress: unknown[] = [];
    await collect(config([reminder('a')]), {
      from,
      until: toEpochMs(from + 2.5 * DAY),
      onProgress: ({ through, posts }) => progress.push([through - from, posts]),
    });
    expect(progress).toEqual([
      [DAY, 24],
      [2 * DAY, 48],
      [2.5 * DAY, 60],
    ]);
  });

  it('stands still while nobody asks for more, whatever the range', async () => {
    const from = instant('2026-11-24T12:00Z');
    let days = 0;
    const century = { from, until: toEpochMs(from + 36_500 * DAY), onProgress: () => (days += 1) };
    for await (const post of simulate(config([reminder('a')]), century)) {
      expect(post.postedAt).toBe(from);
      break;
    }
    expect(days).toBe(0);
  });

  it('ends early when it is told to', async () => {
    const from = instant('2026-11-24T00:00Z');
    const stop = new AbortController();
    const posts = await collect(config([reminder('a')]), {
      from,
      until: toEpochMs(from + 36_500 * DAY),
      onProgress: ({ through }) => {
        if (through === from + 3 * DAY) stop.abort();
      },
      signal: stop.signal,
    });
    expect(posts).toHaveLength(3 * 24);
  });
});

/** The same by hand: planner and dispatcher on a simulated clock, robots that speak to the sandbox without a network. */
async function deliveredBy({ reminders, robots }: Config, { from, until }: { from: EpochMs; until: EpochMs }) {
  const clock = new SettableClock(toEpochMs(from - 1));
  const store = openStore(MEMORY);
  const delivered: object[] = [];
  const sandbox = new Sandbox({
    robots: [...robots.values()].map(({ name, secret, keywords }) => ({ name, token: name, secret, keywords })),
  });
  sandbox.subscribe((arrival) => {
    const { at: postedAt, robot, msgUuid } = arrival;
    if (arrival.kind === 'refused') {
      delivered.push({ postedAt, robot, msgUuid, errcode: arrival.errcode });
    } else {
      const { msgUuid: _, ...payload } = arrival.payload as { msgUuid?: string };
      delivered.push({ postedAt, robot, msgUuid, payload });
    }
  });
  const lanes = new Map([...robots.keys()].map((name) => [name, `lane of ${name}`]));
  const keywords = new Map([...robots.values()].map((robot) => [robot.name, robot.keywords]));
  const addresses = { lanes, keywords };
  const fleet = createFleet(
    [...robots.values()].map((robot) => ({
      name: robot.name,
      robot: sandboxRobot(robot, sandbox, () => clock.now()),
      lane: { lane: lanes.get(robot.name)!, perMinute: robot.limit.perMinute, fingerprint: '' },
      ...(robot.onFailure === undefined ? {} : { onFailure: robot.onFailure }),
    })),
    { locale: 'zh-CN', timezone: 'Asia/Shanghai', make: (draft) => makeDeliveries(draft, addresses) },
  );
  const dispatcher = new Dispatcher({
    ...store,
    membership: leading(store.members, clock),
    clock,
    random: () => 0.5,
    robots: () => fleet,
    pollMs: Infinity,
  });
  const planner = new Planner({
    plans: store.plans,
    overrides: store.overrides,
    clock,
    random: () => 0.5,
    addresses: () => addresses,
    logger: pino({ enabled: false }),
    onPlanned: () => dispatcher.wake(),
  });
  await planner.start(reminders);
  dispatcher.start();
  await clock.advanceTo(toEpochMs(until - 1));
  await planner.stop();
  await dispatcher.stop({ graceMs: 0 });
  store.close();
  return delivered;
}

function sandboxRobot({ name, secret }: RobotConfig, sandbox: Sandbox, now: () => number): Robot {
  return {
    async send(message, { msgUuid }) {
      const query = new URLSearchParams({ access_token: name });
      if (secret !== undefined) {
        query.set('timestamp', String(now()));
        query.set('sign', sign(secret, now()));
      }
      const body = JSON.stringify(buildPayload(message, msgUuid));
      const request = { method: 'POST', query, contentType: 'application/json', body };
      return classify({ httpStatus: 200, body: JSON.stringify(sandbox.receive(request, now())) });
    },
  };
}

function shanghai(
  id: string,
  pattern: Pattern,
  options: Partial<Omit<Reminder, 'id' | 'timetable'>> & { readonly filter?: Filter; readonly text?: string } = {},
): Reminder {
  const { filter = {}, text = id, ...rest } = options;
  return {
    ...reminder(id, { timezone: SHANGHAI, render: () => ({ kind: 'text', text }), ...rest }),
    timetable: createTimetable({ sources: [{ pattern }], zone: zone(SHANGHAI), filter }),
  };
}

function monthlyPattern(text: string): Pattern {
  const day = parseMonthlyDay(text);
  if (day.kind === 'fault') throw new Error(day.message.en);
  return dayPattern(monthly(day.day, { isWorkday: calendar.isWorkday, shift: 'previous-workday' }), [at(10)]);
}

function cronPattern(expression: string): Pattern {
  const cron = parseCron(expression);
  if (cron.kind === 'faults') throw new Error(expression);
  return cron.pattern;
}

function workdaysOf(year: number): number {
  const days = Array.from({ length: 365 }, (_, index) => Date.UTC(year, 0, 1 + index) / DAY);
  return days.filter((day) => calendar.isWorkday(day as Parameters<typeof calendar.isWorkday>[0])).length;
}

async function collect(configuration: Config, options: SimulateOptions): Promise<readonly SimulatedPost[]> {
  return Array.fromAsync(simulate(configuration, options));
}

function many(count: number, make: (id: string) => Reminder): readonly Reminder[] {
  return Array.from({ length: count }, (_, index) => make(`r${String(index).padStart(2, '0')}`));
}

function times(posts: readonly SimulatedPost[]): readonly string[] {
  return posts.map((post) => iso(post).slice(11, 16));
}

function iso({ postedAt }: SimulatedPost): string {
  return new Date(postedAt).toISOString();
}

function at(hour: number, minute = 0): number {
  return hour * 3_600 + minute * 60;
}

function instant(text: string): EpochMs {
  return toEpochMs(Date.parse(text));
}
