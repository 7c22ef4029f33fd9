import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Agent } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holidayUrl } from '../../src/config/holiday-url.ts';
import { DEFAULT_HOLIDAY_ADDRESSES } from '../../src/daemon/holiday-addresses.ts';
import { readHolidays, saveHolidays } from '../../src/daemon/holiday-files.ts';
import { refreshHolidays, type HolidayRefreshOptions, type YearRefresh } from '../../src/daemon/holiday-refresh.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { parseHolidayData } from '../../src/schedule/calendar/holiday-data.ts';
import { parseIsoDate } from '../../src/schedule/civil.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { Workspace } from '../support/workspace.ts';
import { dated, type HolidayServer, notice, startHolidayServer } from './holiday-server.ts';

const MARCH = toEpochMs(Date.parse('2030-03-01T12:00+08:00'));
const NOVEMBER = toEpochMs(Date.parse('2030-11-24T12:00+08:00'));

const json = (make: (year: number) => unknown) => (response: ServerResponse, year: number) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(make(year)));

let server: HolidayServer;
let elsewhere: HolidayServer;
let network: Agent;
let workspace: Workspace;

beforeAll(async () => {
  network = new Agent();
  elsewhere = await startHolidayServer({ good: json((year) => notice(year)) });
  server = await startHolidayServer({
    good: json((year) => notice(year)),
    revised: json((year) => notice(year, 32, '国庆节')),
    dated: json((year) => dated(year)),
    'this-year-only': json((year) => (year === 2030 ? notice(year) : notice(year, 0))),
    empty: json((year) => notice(year, 0)),
    'empty-dated': json(() => ({ holidays: {}, workdays: {} })),
    'wrong-year': json((year) => notice(year - 1)),
    'two-years': json((year) => {
      const [a, b] = [dated(year), dated(year + 1)] as { holidays: object; workdays: object }[];
      return { holidays: { ...a?.holidays, ...b?.holidays }, workdays: { ...a?.workdays, ...b?.workdays } };
    }),
    'too-few': json((year) => notice(year, 3)),
    html: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>登录</html>'),
    'cut-json': (response, year) => void response.writeHead(200).end(JSON.stringify(notice(year)).slice(0, -20)),
    'cut-connection': (response, year) => {
      response.writeHead(200, { 'content-length': 10_000 });
      response.write(JSON.stringify(notice(year)), () => response.destroy());
    },
    'too-large': (response, year) =>
      void response.writeHead(200).end(`${JSON.stringify(notice(year))}${' '.repeat(300_000)}`),
    broken: (response) => void response.writeHead(503).end('busy'),
    elsewhere: (response, year) =>
      void response.writeHead(302, { location: elsewhere.address('good').replace('{year}', String(year)) }).end(),
    silent: () => {},
  });
});
afterAll(async () => {
  await network.destroy();
  await server[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace[Symbol.dispose]());

describe('a refresh', () => {
  it.each(['good', 'dated'])('keeps a year and reads it back: %s', async (script) => {
    expect(await refresh([script])).toEqual([{ kind: 'saved', year: 2030, failures: [] }]);
    const { data, source, ignored } = await readHolidays(workspace.path);
    expect(ignored).toEqual([]);
    expect([...data.years]).toEqual([2030]);
    expect(data.days.size).toBe(30);
    const calendar = createCalendar({ downloaded: source });
    expect(calendar.verdict(day('2030-01-10'))).toMatchObject({ kind: 'holiday', name: '春节', provisional: false });
    expect(calendar.verdict(day('2030-02-08'))).toMatchObject({ kind: 'make-up', workday: true });
  });

  it('keeps both forms as one', async () => {
    await refresh(['good']);
    const kept = readFileSync(fileOf(2030), 'utf8');
    expect(await refresh(['dated'])).toEqual([{ kind: 'confirmed', year: 2030, failures: [] }]);
    expect(readFileSync(fileOf(2030), 'utf8')).toBe(kept);
  });

  it('is private', async () => {
    await refresh(['good']);
    expect(statSync(fileOf(2030)).mode & 0o777).toBe(0o600);
    expect(statSync(workspace.at('holidays')).mode & 0o777).toBe(0o700);
    expect(readdirSync(workspace.at('holidays'))).toEqual(['2030.json']);
  });

  it('asks for the next year too from mid-October on; that it is not announced yet is no failure', async () => {
    expect(await refresh(['this-year-only'], { now: NOVEMBER })).toEqual([
      { kind: 'saved', year: 2030, failures: [] },
      { kind: 'unannounced', year: 2031, failures: [] },
    ]);
    expect(readdirSync(workspace.at('holidays'))).toEqual(['2030.json']);
    expect(await refresh(['good'], { now: NOVEMBER })).toMatchObject([{ kind: 'confirmed' }, { kind: 'saved' }]);
    expect([...(await readHolidays(workspace.path)).data.years]).toEqual([2030, 2031]);
  });

  it('takes what was revised', async () => {
    await refresh(['good']);
    expect(await refresh(['revised'])).toMatchObject([{ kind: 'saved' }]);
    expect((await readHolidays(workspace.path)).data.days.size).toBe(32);
  });

  it('asks no further once it has the year', async () => {
    const before = server.asked.length;
    await refresh(['missing', 'good', 'dated']);
    expect(server.asked.slice(before)).toEqual(['/missing/2030.json', '/good/2030.json']);
  });

  it('asks nobody when nobody is named', async () => {
    expect(await refresh([])).toEqual([{ kind: 'failed', year: 2030, failures: [] }]);
  });
});

/** In English so, and in Chinese as well. */
const said = (en: string) => ({ zh: expect.stringMatching(/./), en });

describe('an answer that is of no use', () => {
  const USELESS: readonly [script: string, kind: YearRefresh['kind'], reason: string | undefined, unsound: boolean][] =
    [
      ['missing', 'unannounced', undefined, false],
      ['empty', 'unannounced', undefined, false],
      ['empty-dated', 'unannounced', undefined, false],
      ['wrong-year', 'failed', 'it has nothing about 2030', true],
      ['two-years', 'failed', 'it has nothing about 2030', true],
      ['too-few', 'failed', 'unsound holiday data: 2030 names 3 days, not 20-45', true],
      ['html', 'failed', 'the answer is not JSON', false],
      ['cut-json', 'failed', 'the answer is not JSON', false],
      ['cut-connection', 'failed', 'the connection was closed by the other side', false],
      ['too-large', 'failed', 'larger than 262144 bytes', false],
      ['broken', 'failed', 'HTTP 503', false],
      ['elsewhere', 'failed', 'HTTP 302', false],
    ];

  it.each(USELESS)('%s: the last good copy stands', async (script, kind, reason, unsound) => {
    await refresh(['good']);
    const kept = readFileSync(fileOf(2030), 'utf8');
    const [result] = await refresh([script]);
    expect(result).toEqual({
      kind,
      year: 2030,
      failures:
        reason === undefined ? [] : [{ address: new URL(server.address('x')).origin, reason: said(reason), unsound }],
    });
    expect(readFileSync(fileOf(2030), 'utf8')).toBe(kept);
  });

  it.each(USELESS)('%s: the next address is asked', async (script, _, reason) => {
    const [result] = await refresh([script, 'good']);
    expect(result).toMatchObject({ kind: 'saved', failures: reason === undefined ? [] : [{ reason: said(reason) }] });
  });

  it('is not followed to where it points', async () => {
    await refresh(['elsewhere']);
    expect(elsewhere.asked).toEqual([]);
  });

  it('does not come for ever: given up after a while', async () => {
    expect(await refresh(['silent', 'good'], { timeoutMs: 50 })).toMatchObject([
      { kind: 'saved', failures: [{ reason: said('the answer was not complete within 50 ms') }] },
    ]);
  });

  it('is given up when the daemon stops, and nobody else is asked', async () => {
    const stop = new AbortController();
    const before = server.asked.length;
    const refreshed = refresh(['silent', 'good'], { signal: stop.signal, now: NOVEMBER });
    await expect.poll(() => server.asked.length).toBe(before + 1);
    stop.abort();
    expect(await refreshed).toMatchObject([
      { kind: 'failed', year: 2030, failures: [{ reason: said('given up') }] },
      { kind: 'failed', year: 2031, failures: [] },
    ]);
    expect(server.asked.length).toBe(before + 1);
  });

  it('is none at all offline', async () => {
    const gone = await startHolidayServer({});
    const address = gone.address('good');
    await gone[Symbol.asyncDispose]();
    const [result] = await refreshHolidays({
      dataDirectory: workspace.path,
      addresses: [address],
      network,
      now: MARCH,
    });
    expect(result).toMatchObject({
      kind: 'failed',
      failures: [{ reason: { zh: '连接被拒绝', en: 'the connection was refused' }, unsound: false }],
    });
  });

  it('comes from an address that nobody should trust', async () => {
    const addresses = ['http://example.com/{year}.json'];
    expect(await refreshHolidays({ dataDirectory: workspace.path, addresses, network, now: MARCH })).toMatchObject([
      { kind: 'failed', failures: [{ unsound: true }] },
    ]);
  });
});

describe('the last good copies', () => {
  it('are none at first', async () => {
    const { data, ignored } = await readHolidays(workspace.at('not-there'));
    expect(data.years.size).toBe(0);
    expect(ignored).toEqual([]);
  });

  it.each([
    ['half a file', JSON.stringify(notice(2030)).slice(0, 300)],
    ['an empty file', ''],
    ['something else', '{"hello":1}'],
    ['another year', JSON.stringify(notice(2029))],
    ['a year without days', JSON.stringify(notice(2030, 0))],
  ])('count without a damaged one, which is reported: %s', async (_, text) => {
    await refresh(['good'], { now: NOVEMBER });
    writeFileSync(fileOf(2030), text);
    const { data, ignored } = await readHolidays(workspace.path);
    expect([...data.years]).toEqual([2031]);
    expect(ignored).toEqual([{ file: fileOf(2030), reason: { zh: expect.any(String), en: expect.any(String) } }]);
    expect(await refresh(['good'])).toMatchObject([{ kind: 'saved' }]);
    expect((await readHolidays(workspace.path)).ignored).toEqual([]);
  });

  it('are not disturbed by what lies beside them', async () => {
    await refresh(['good']);
    mkdirSync(workspace.at('holidays/2031.json'));
    writeFileSync(workspace.at('holidays/notes.txt'), 'x');
    writeFileSync(workspace.at('holidays/2032.json.tmp'), '{"year":2032,');
    const { data, ignored } = await readHolidays(workspace.path);
    expect([...data.years]).toEqual([2030]);
    expect(ignored.map(({ file }) => file)).toEqual([fileOf(2031)]);
  });

  it('are replaced over what a killed writer left', async () => {
    mkdirSync(workspace.at('holidays'));
    writeFileSync(`${fileOf(2030)}.tmp`, '{"year":2030,"days":[{"na', { mode: 0o644 });
    expect(await refresh(['good'])).toMatchObject([{ kind: 'saved' }]);
    expect(readdirSync(workspace.at('holidays'))).toEqual(['2030.json']);
    expect(statSync(fileOf(2030)).mode & 0o777).toBe(0o600);
  });

  it('stay when the disk refuses', async () => {
    await refresh(['good']);
    const data = parseHolidayData(notice(2030, 31));
    if (data.kind === 'fault') throw new Error(data.message.en);
    // A folder where the draft should go: nobody can write there, not even root.
    mkdirSync(`${fileOf(2030)}.tmp/x`, { recursive: true });
    await expect(saveHolidays(workspace.path, 2030, data)).rejects.toThrow();
    expect((await readHolidays(workspace.path)).data.days.size).toBe(30);
  });
});

describe('addresses', () => {
  it('are all usable by default', () => {
    for (const address of DEFAULT_HOLIDAY_ADDRESSES) {
      expect(holidayUrl(address, 2027)).toMatchObject({ protocol: 'https:', href: address.replace('{year}', '2027') });
    }
  });

  it.each([
    ['https', 'https://example.com/{year}.json', 'https://example.com/2027.json'],
    ['the year twice, and in the query', 'https://example.com/{year}/x?y={year}', 'https://example.com/2027/x?y=2027'],
    ['http on this machine', 'http://localhost:8080/{year}.json', 'http://localhost:8080/2027.json'],
    ['http elsewhere', 'http://example.com/{year}.json', undefined],
    ['http to an address of the house', 'http://192.168.1.2/{year}.json', undefined],
    ['no year', 'https://example.com/2027.json', undefined],
    ['a password', 'https://user:dummy@example.com/{year}.json', undefined],
    ['a file', 'file:///tmp/{year}.json', undefined],
    ['no address', '{year}', undefined],
  ])('%s', (_, template, expected) => {
    expect(holidayUrl(template, 2027)?.href).toBe(expected);
  });
});

function refresh(
  scripts: readonly string[],
  options: Partial<HolidayRefreshOptions> = {},
): Promise<readonly YearRefresh[]> {
  return refreshHolidays({
    dataDirectory: workspace.path,
    addresses: scripts.map((script) => server.address(script)),
    network,
    now: MARCH,
    ...options,
  });
}

function fileOf(year: number): string {
  return join(workspace.path, 'holidays', `${year}.json`);
}

function day(iso: string) {
  return parseIsoDate(iso)!;
}
