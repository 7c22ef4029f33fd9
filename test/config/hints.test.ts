import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf, readFiles } from './folder.ts';

/*
 * What people write who know other programs. Each hint is tried: what it says to write is put in place of what was
 * written, is accepted, and is the same configuration as one that says by hand what was meant.
 */

const ROBOTS = `robots:
  team: { webhook: sandbox }
  family: { webhook: sandbox }
`;
const reminder = (entries: string): string => `${ROBOTS}reminders:\n  tea: { text: 喝茶, ${entries} }\n`;

/** The hints for a text, in English. */
async function hintsOf(text: string): Promise<readonly string[]> {
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  return problemsOf(result).flatMap(({ severity, hint }) => (severity === 'error' && hint ? [hint] : []));
}

/** What a configuration is made of, without the places at which it stands. */
async function meaningOf(text: string): Promise<unknown> {
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  if (result.kind === 'problems') return result.problems.map(({ message }) => message);
  return JSON.parse(
    JSON.stringify(result.data.reminders, (key, value: unknown) => (key === 'source' ? undefined : value)),
  );
}

/** What a hint says to write, ready to be put between two commas. */
function offered(hint: string): string {
  if (hint.startsWith('delete it')) return '';
  return (/^write (.+?)(?: instead)?$/.exec(hint)?.[1] ?? hint).replace(/ and (?=on: )/, ', ');
}

describe('the hint for what other programs call it', () => {
  it.each([
    ['robot: [team, family]', 'at: "15:00"', 'robots: [team, family]'],
    ['enabled: false', 'at: "15:00", robot: team', 'paused: true'],
    ['enabled: no', 'at: "15:00", robot: team', 'paused: true'],
    ['enabled: true', 'at: "15:00", robot: team', ''],
    ['disabled: true', 'at: "15:00", robot: team', 'paused: true'],
    ['disabled: false', 'at: "15:00", robot: team', ''],
    ['active: false', 'at: "15:00", robot: team', 'paused: true'],
    ['until: 2026-12-31', 'at: "15:00", robot: team', 'active: { until: 2026-12-31 }'],
    ['end: 2026/12/31', 'at: "15:00", robot: team', 'active: { until: 2026-12-31 }'],
    ['daily: "15:00"', 'robot: team', 'at: "15:00"'],
    ['daily: 下午3点', 'robot: team', 'at: "15:00"'],
    ['daily: ["09:00", "15:00"]', 'robot: team', 'at: ["09:00", "15:00"]'],
    ['daily: true', 'at: "15:00", robot: team', ''],
    ['weekly: friday', 'at: "15:00", robot: team', 'on: friday'],
    ['weekly: [mon, 周五]', 'at: "15:00", robot: team', 'on: [mon, fri]'],
    ['weekly: fri 15:00', 'robot: team', 'at: "15:00", on: fri'],
    ['weekly: 周五 下午3点', 'robot: team', 'at: "15:00", on: fri'],
    ['every: friday', 'at: "15:00", robot: team', 'on: friday'],
    ['at_all: true', 'at: "15:00", robot: team', 'mention: all'],
    ['isAtAll: true', 'at: "15:00", robot: team', 'mention: all'],
    ['atAll: false', 'at: "15:00", robot: team', ''],
    ['mention_all: true', 'at: "15:00", robot: team', 'mention: all'],
  ])('%s', async (written, others, meant) => {
    const joined = (entries: string): string => reminder([entries, others].filter((each) => each !== '').join(', '));
    const hints = await hintsOf(joined(written));
    expect(hints).toHaveLength(1);
    const mended = await meaningOf(joined(offered(hints[0] ?? '')));
    expect(mended).toEqual(await meaningOf(joined(meant)));
    expect(mended).toMatchObject([{}]);
  });

  it('names both ends of what begins and ends', async () => {
    const hints = await hintsOf(reminder('at: "15:00", robot: team, from: 2026-12-01, until: 2026-12-31'));
    for (const hint of hints) expect(hint).toContain('active: { from: 2026-12-01, until: 2026-12-31 }');
  });

  it('repeats nothing that came from the environment', async () => {
    const text = reminder('at: "15:00", robot: team, until: "${END}"');
    const result = await readFiles({ 'all.yaml': text }, { locale: 'en', env: { END: '2026-12-31' } });
    expect(JSON.stringify(problemsOf(result))).not.toContain('2026-12-31');
  });
});

describe('the hint for what is no list, or no day, here', () => {
  it.each([
    ['at: "15:00", ', 'on: mon, wed, fri', 'on: [mon, wed, fri]'],
    ['', 'at: 08:00, 20:00', 'at: ["08:00", "20:00"]'],
    ['', 'monthly: 1, 15', 'monthly: [1, 15]'],
    ['monthly: 15, ', 'advance: 1d, 0d', 'advance: [1d, 0d]'],
    ['', 'cron: 0 9 * * 1,3,5', 'cron: "0 9 * * 1,3,5"'],
    ['at: "15:00", ', 'skip: 2026-12-24, 2026-12-25', 'skip: [2026-12-24, 2026-12-25]'],
    ['', 'every: 每季度第一天', 'monthly: 1, months: [1, 4, 7, 10]'],
    ['', 'monthly: last workday of each quarter', 'monthly: last workday, months: [3, 6, 9, 12]'],
    ['at: "15:00", ', 'on: 每季度最后一天', 'monthly: last, months: [3, 6, 9, 12]'],
    ['from: 2026-12-01, ', 'every: fortnight', 'every: 2 weeks'],
    ['', 'yearly: [冬至]', 'yearly: 冬至'],
  ])('%s%s', async (beside, written, meant) => {
    const hints = await hintsOf(reminder(`${beside}${written}, robot: team`));
    expect(hints).toHaveLength(1);
    const mend = /^write (?:this in place of the whole entry: )?(.+)$/
      .exec(hints[0] ?? '')?.[1]
      ?.replace(' and months', ', months');
    const mended = await meaningOf(reminder(`${beside}${mend}, robot: team`));
    expect(mended).toEqual(await meaningOf(reminder(`${beside}${meant}, robot: team`)));
    expect(mended).toMatchObject([{}]);
  });
});

describe('a day', () => {
  it.each([
    ['18:00-24:00', '18:00-00:00'],
    ['18:00-24:00:00', '18:00-00:00'],
  ])('ends with %s, which is accepted', async (written, meant) => {
    const read = async (between: string) => {
      const result = await readFiles({ 'a.yaml': reminder(`every: 1h, between: "${between}", robot: team`) });
      if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
      const times: number[] = [];
      const [{ timetable }] = result.config.reminders as [(typeof result.config.reminders)[0]];
      for (
        let due = timetable.next(Date.UTC(2026, 2, 1) as never);
        due && times.length < 20;
        due = timetable.next(due.at)
      ) {
        times.push(due.at);
      }
      return times;
    };
    expect(await read(written)).toEqual(await read(meant));
  });

  it('that begins and ends with midnight is the whole day', async () => {
    expect(await codesOf(reminder('every: 7h, between: "00:00-24:00", robot: team'))).toEqual(['unused-robot']);
  });
});

describe('a conflict of git', () => {
  const conflict = `${ROBOTS}reminders:
<<<<<<< HEAD
  tea: { at: "15:00", text: 喝茶, robot: team }
=======
  tea: { at: "16:00", text: 喝茶, robot: team }
>>>>>>> branch
`;

  it('is named as such, once, at its first line', async () => {
    const found = problemsOf(await readFiles({ 'all.yaml': conflict }, { locale: 'en' }));
    expect(found).toMatchObject([{ code: 'yaml-conflict', line: 5, column: 1 }]);
  });

  it('is mended as the hint says', async () => {
    const mended = conflict.split('\n').filter((line) => !/^[<=>]{7}|16:00/.test(line));
    expect(await codesOf(mended.join('\n'))).toEqual(['unused-robot']);
  });

  it('is none within a text', async () => {
    const text = 'robot: team\n    at: "15:00"\n    text: |\n      标题\n      =======\n      正文\n';
    expect(await codesOf(`${ROBOTS}reminders:\n  tea:\n    ${text}`)).toEqual(['unused-robot']);
  });
});

describe('a colon without a space', () => {
  it.each([
    ['alone in the file', 'at:"11:50"\n', 1, 3],
    ['alone in a reminder', `${ROBOTS}reminders:\n  tea:\n    at:"11:50"\n`, 6, 7],
    ['on the first line of a reminder', `${ROBOTS}reminders:\n  tea:\n    at:"11:50"\n    text: a\n`, 6, 7],
  ])('%s', async (_, text, line, column) => {
    const [first] = problemsOf(await readFiles({ 'all.yaml': text }, { locale: 'en' }));
    expect(first).toMatchObject({ code: 'yaml-space-after-colon', line, column });
  });
});

describe('merging', () => {
  const shared = `x-base: &base
  robot: team
${ROBOTS}reminders:
  tea: { <<: *base, at: "15:00", text: 喝茶 }
  lunch: { <<: *base, at: "11:50", text: 午饭 }
`;

  it('is explained once, where it begins', async () => {
    const found = problemsOf(await readFiles({ 'all.yaml': shared }, { locale: 'en' }));
    expect(found.filter(({ severity }) => severity === 'error')).toMatchObject([{ code: 'yaml-merge-key', line: 1 }]);
  });

  it('is mended as the hint says: deleted, and what all share in defaults:', async () => {
    const mended = shared.replaceAll('<<: *base, ', '').replace('x-base: &base', 'defaults:');
    expect(await codesOf(mended)).toEqual(['unused-robot']);
  });
});

describe('a webhook with its secret behind it', () => {
  const token = '0123456789abcdef'.repeat(4);
  const address = `https://oapi.dingtalk.com/robot/send?access_token=${token}`;

  it.each([`${address};SECdummy0123`, `${token};SECdummy0123`, `"${address} SECdummy0123"`])('%s', async (pasted) => {
    const result = await readFiles({ 'all.yaml': `robots: { team: { webhook: ${pasted} } }\n` }, { locale: 'en' });
    expect(problemsOf(result)).toMatchObject([{ code: 'webhook-with-secret' }]);
    expect(JSON.stringify(problemsOf(result))).not.toMatch(/0123456789abcdef|SECdummy/);
  });

  it('is accepted as the hint says', async () => {
    expect(await codesOf(`robots: { team: { webhook: "${address}", secret: SECdummy0123 } }\n`)).toEqual([]);
  });
});

describe('a robot that no reminder names', () => {
  it('is not told to be deleted: the API may be all that uses it', async () => {
    const result = await readFiles({ 'a.yaml': reminder('at: "15:00", robot: team') }, { locale: 'en' });
    expect(problemsOf(result)).toMatchObject([{ code: 'unused-robot', hint: expect.not.stringContaining('delete') }]);
  });
});
