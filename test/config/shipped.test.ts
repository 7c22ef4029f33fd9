import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { jsonSchema } from '../../src/config/schema.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { NOW } from './folder.ts';

const SCHEDULES = join(import.meta.dirname, '../../schedules');

describe('the schedules that come along', () => {
  it('are read without a problem or a warning, with nothing in the environment', async () => {
    const result = await readConfig(SCHEDULES, { env: {}, now: NOW });
    expect(result).toMatchObject({ kind: 'config', warnings: [] });
  });

  it('say what they promise', async () => {
    const { reminders, robots } = await loadConfig(SCHEDULES, { env: {}, now: NOW });
    expect(reminders.map(({ id, when }) => `${id}: ${when}`)).toEqual([
      'birthdays: birthdays 09:00',
      'clock-in: 08:50 workdays',
      'clock-out: 18:00 workdays',
      'lunch: 11:50 workdays',
      'reading: 21:30',
      'stand-up: every 50m 09:30-18:00 workdays',
      'wedding: 2016-05-20 08:00',
      'workout: 19:30 mon, wed, fri',
    ]);
    expect([...robots.values()].map(({ webhook }) => webhook.kind)).toEqual(['sandbox', 'sandbox']);
    const messages = reminders.map((reminder) => {
      const due = reminder.timetable.next(toEpochMs(NOW));
      return due && reminder.render(due.occurrences[0], { lateMinutes: 0 });
    });
    expect(messages).toMatchObject([
      { kind: 'markdown', title: '🎂 小明的生日' },
      { text: '早上好 ☀️ 今天是3月2日 星期一，上班打卡啦！', mentions: { all: true } },
      { mentions: { all: true } },
      { text: '午饭时间到 🍚 再忙也要好好吃饭' },
      { kind: 'text' },
      { kind: 'text' },
      { text: '还有 3 天就是结婚 10 周年，记得订花 💐' },
      { text: '健身时间到 💪 动一动，出出汗 @13800000000', mentions: { mobiles: ['13800000000'] } },
    ]);
  });

  it('take the real robots from the environment', async () => {
    const env = {
      DINGTALK_TEAM_WEBHOOK: 'https://oapi.dingtalk.com/robot/send?access_token=dummy',
      DINGTALK_TEAM_SECRET: 'SECdummy',
    };
    const { robots } = await loadConfig(SCHEDULES, { env, now: NOW });
    expect(robots.get('team')).toMatchObject({
      webhook: { kind: 'dingtalk', url: env.DINGTALK_TEAM_WEBHOOK },
      secret: 'SECdummy',
    });
  });

  it('name the schema in their first line, for editors', async () => {
    const files = (await readdir(SCHEDULES)).filter((name) => name.endsWith('.yaml'));
    const texts = await Promise.all(files.map((name) => readFile(join(SCHEDULES, name), 'utf8')));
    expect(files.length).toBeGreaterThan(0);
    expect(texts.every((text) => text.startsWith('# yaml-language-server: $schema=./schema.json\n'))).toBe(true);
  });

  it('come with the schema as it is: `npx dingbell schema` writes it anew', async () => {
    const written: unknown = JSON.parse(await readFile(join(SCHEDULES, 'schema.json'), 'utf8'));
    expect(written).toEqual(structuredClone(jsonSchema()));
  });
});
