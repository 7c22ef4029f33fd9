import { describe, expect, it } from 'vitest';
import { type EditNews, editNotices } from '../../src/daemon/owner-news.ts';
import { readConfig } from '../../src/config/load.ts';
import { Workspace } from '../support/workspace.ts';
import { createEditTeller } from '../../src/daemon/edit-teller.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { Config, RobotConfig } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 4));
const MENDED: EditNews = { kind: 'mended' };

function bad(...messages: readonly string[]): EditNews {
  return { kind: 'bad', problems: messages.map(problem) };
}

function problem(message: string): Problem {
  return { file: 'schedules/work.yaml', line: 12, column: 7, severity: 'error', code: 'any', message };
}

function stage(fails: () => boolean = () => false) {
  const clock = new SettableClock(NOW);
  const sent: string[] = [];
  const lines: string[] = [];
  const stopping = new AbortController();
  const tell = createEditTeller({
    clock,
    send: async (news) => {
      if (fails()) throw new Error('the disk is full');
      sent.push(news.kind === 'mended' ? 'mended' : news.problems.map(({ message }) => message).join());
    },
    logger: createLogger({ scrub: (line) => line, destination: { write: (line) => lines.push(line) } }),
    signal: stopping.signal,
  });
  return { clock, tell, sent, lines, stop: () => stopping.abort() };
}

describe('telling the owner of edits', () => {
  it('says nothing of good ones', async () => {
    const { tell, sent } = stage();
    await tell(MENDED);
    expect(sent).toEqual([]);
  });

  it('tells the first bad one of a streak, and that it is mended', async () => {
    const { tell, sent } = stage();
    for (const news of [bad('one'), bad('two'), bad('three'), MENDED, MENDED]) await tell(news);
    expect(sent).toEqual(['one', 'mended']);
  });

  it('a streak is told once, however long it lasts', async () => {
    const { clock, tell, sent } = stage();
    for (const news of [bad('one'), bad('two')]) await tell(news);
    await clock.advanceTo(toEpochMs(NOW + 3 * HOUR));
    await tell(bad('three'));
    expect(sent).toEqual(['one']);
  });

  it('the next streak within the hour is told after it, if it still stands, as it is then', async () => {
    const { clock, tell, sent } = stage();
    for (const news of [bad('one'), MENDED, bad('two'), bad('three')]) await tell(news);
    await clock.advanceTo(toEpochMs(NOW + HOUR - 1));
    expect(sent).toEqual(['one', 'mended']);
    await clock.advanceTo(toEpochMs(NOW + HOUR));
    expect(sent).toEqual(['one', 'mended', 'three']);
    await tell(MENDED);
    expect(sent.at(-1)).toBe('mended');
  });

  it('a streak that nobody heard of ends without a word', async () => {
    const { clock, tell, sent } = stage();
    for (const news of [bad('one'), MENDED, bad('two'), MENDED]) await tell(news);
    await clock.advanceTo(toEpochMs(NOW + 3 * HOUR));
    expect(sent).toEqual(['one', 'mended']);
  });

  it('after the hour the next one is told at once, and a clock that was set back keeps nobody quiet', async () => {
    const { clock, tell, sent } = stage();
    for (const news of [bad('one'), MENDED]) await tell(news);
    await clock.advanceTo(toEpochMs(NOW + 2 * HOUR));
    for (const news of [bad('two'), MENDED]) await tell(news);
    await clock.jumpTo(toEpochMs(NOW - 24 * HOUR));
    await tell(bad('three'));
    expect(sent).toEqual(['one', 'mended', 'two', 'mended', 'three']);
  });

  it('one that could not be written is told with the next, or logged when it waited', async () => {
    let full = true;
    const { clock, tell, sent, lines } = stage(() => full);
    await expect(tell(bad('one'))).rejects.toThrow('full');
    full = false;
    for (const news of [bad('two'), MENDED, bad('three')]) await tell(news);
    full = true;
    await clock.advanceTo(toEpochMs(NOW + HOUR));
    expect(sent).toEqual(['two', 'mended']);
    expect(lines.join('')).toContain('could not be told');
  });

  it('is silent once the daemon stops', async () => {
    const { clock, tell, sent, stop } = stage();
    for (const news of [bad('one'), MENDED, bad('two')]) await tell(news);
    stop();
    await clock.advanceTo(toEpochMs(NOW + 2 * HOUR));
    expect(sent).toEqual(['one', 'mended']);
  });
});

describe('the notice', () => {
  const robots: readonly RobotConfig[] = [
    robot('team', { onFailure: 'ops' }),
    robot('family', { onFailure: 'ops' }),
    robot('ops', { onFailure: 'pager', keywords: ['警报'] }),
    robot('pager'),
    robot('lonely', { onFailure: 'without-lane' }),
    robot('without-lane'),
  ];
  const addresses = {
    lanes: new Map([
      ['ops', 'lane-ops'],
      ['pager', 'lane-pager'],
    ]),
    keywords: new Map([['ops', ['警报']]]),
  };

  const config = (locale: 'zh-CN' | 'en') =>
    ({ robots: new Map(robots.map((each) => [each.name, each])), daemon: { locale } }) as Pick<
      Config,
      'robots'
    > as Config;

  it('goes once to each owner that has a lane, with its keyword, for half a day', () => {
    const notices = editNotices(bad('没有这个机器人'), config('zh-CN'), addresses, NOW);
    expect(notices.map(({ robot, lane }) => [robot, lane])).toEqual([
      ['ops', 'lane-ops'],
      ['pager', 'lane-pager'],
    ]);
    expect(notices[0]).toMatchObject({
      origin: 'owner',
      state: 'pending',
      dueAt: NOW,
      expiresAt: NOW + 12 * HOUR,
      message: {
        kind: 'text',
        text: '【钉铃】刚才的修改有误，没有采用；仍按修改前的配置运行，提醒不受影响。\nschedules/work.yaml:12:7 没有这个机器人\n警报',
      },
    });
  });

  it.each(['zh-CN', 'en'] as const)(
    'tells %s owners in their language, whatever that of the daemon is',
    async (locale) => {
      using workspace = new Workspace();
      workspace.write('schedules/a.yaml', 'reminders: { lunch: { at: "11:50", txet: 午饭 } }');
      const readIn = async (language: 'zh-CN' | 'en') => {
        const result = await readConfig('schedules', { cwd: workspace.path, env: {}, locale: language });
        return result.kind === 'config' ? [] : result.problems;
      };
      const [theirs, others] = await Promise.all([readIn(locale), readIn(locale === 'en' ? 'zh-CN' : 'en')]);
      const textOf = (problems: readonly Problem[]) =>
        editNotices({ kind: 'bad', problems }, config(locale), addresses, NOW)[0]?.message;
      expect(textOf(others)).toEqual(textOf(theirs));
      expect(theirs[0]?.message).not.toBe(others[0]?.message);
    },
  );

  it('names three problems and counts the others', () => {
    const [, notice] = editNotices(bad('a', 'b', 'c', 'd', 'e'), config('en'), addresses, NOW);
    expect(notice?.message).toEqual({
      kind: 'text',
      text: [
        '[dingbell] The last edit has mistakes and is not in use. dingbell keeps using the configuration from before it; reminders go on.',
        'schedules/work.yaml:12:7 a',
        'schedules/work.yaml:12:7 b',
        'schedules/work.yaml:12:7 c',
        '… and 2 more',
      ].join('\n'),
    });
  });

  it('is another one later, and the same when it is made twice', () => {
    const idAt = (at: number, news: EditNews) => editNotices(news, config('en'), addresses, toEpochMs(at))[0]?.id;
    expect(idAt(NOW, MENDED)).toBe(idAt(NOW, MENDED));
    expect(new Set([idAt(NOW, MENDED), idAt(NOW, bad('x')), idAt(NOW + MINUTE, MENDED)]).size).toBe(3);
  });
});

function robot(name: string, more: Partial<RobotConfig> = {}): RobotConfig {
  return {
    name,
    webhook: { kind: 'sandbox' },
    keywords: [],
    limit: { perMinute: 20, perMonth: 3_000 },
    source: { file: 'schedules/robots.yaml', line: 1, column: 1 },
    ...more,
  };
}
