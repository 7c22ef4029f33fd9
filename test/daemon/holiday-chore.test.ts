import { readFileSync, writeFileSync } from 'node:fs';
import pino from 'pino';
import { Agent } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holidayChore, type HolidayChoreOptions } from '../../src/daemon/holiday-chore.ts';
import { readAsking } from '../../src/daemon/holiday-asking.ts';
import { readHolidays } from '../../src/daemon/holiday-files.ts';
import { startHousekeeping } from '../../src/daemon/housekeeping.ts';
import { DAY, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { Workspace } from '../support/workspace.ts';
import { type HolidayServer, notice, startHolidayServer } from './holiday-server.ts';

const NOVEMBER = Date.parse('2030-11-24T12:00+08:00');

let server: HolidayServer;
let network: Agent;
let workspace: Workspace;
/** What the mirror has announced. */
let announced: readonly number[];
let now: number;
let saved: number;
let log: { readonly level: string; readonly msg: string; readonly failures?: readonly object[] }[];

beforeAll(async () => {
  network = new Agent();
  server = await startHolidayServer({
    mirror: (response, year) => void response.end(JSON.stringify(notice(year, announced.includes(year) ? 30 : 0))),
    unsound: (response, year) => void response.end(JSON.stringify(notice(year, 3))),
    down: (response) => void response.destroy(),
  });
});
afterAll(async () => {
  await network.destroy();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  workspace = new Workspace();
  announced = [2030];
  now = NOVEMBER;
  saved = 0;
  log = [];
});
afterEach(() => workspace[Symbol.dispose]());

describe('the chore', () => {
  it('asks once a day in the season, also after a restart, and says when there is something new', async () => {
    expect(await requestsAfter(0)).toBe(2);
    expect(saved).toBe(1);
    expect(await requestsAfter(HOUR)).toBe(0);
    expect(await requestsAfter(DAY)).toBe(2);
    expect(saved).toBe(1);
    announced = [2030, 2031];
    expect(await requestsAfter(2 * DAY)).toBe(2);
    expect(saved).toBe(2);
    expect([...(await readHolidays(workspace.path)).data.years]).toEqual([2030, 2031]);
    expect(log).toMatchObject([
      { level: 'info', msg: 'new holiday data', year: 2030 },
      { level: 'info', msg: 'new holiday data', year: 2031 },
    ]);
  });

  it('tries again at its next time when nobody answered; one quiet line each', async () => {
    await chore(['down']).run(new AbortController().signal);
    expect(log).toMatchObject([{ level: 'debug', failures: [{ year: 2030 }, { year: 2031 }] }]);
    now += HOUR;
    await chore(['mirror']).run(new AbortController().signal);
    expect(saved).toBe(1);
  });

  it('notes what the last asking came to: not announced is not that nobody could be asked', async () => {
    expect(await readAsking(workspace.path)).toBeUndefined();
    await chore(['down']).run(new AbortController().signal);
    const failure = {
      address: new URL(server.address('down')).origin,
      reason: { zh: expect.stringMatching(/连接/), en: expect.stringMatching(/connection/) },
    };
    expect(await readAsking(workspace.path)).toEqual({
      at: NOVEMBER,
      years: [
        { year: 2030, kind: 'failed', failure },
        { year: 2031, kind: 'failed', failure },
      ],
    });
    now += HOUR;
    await chore(['down', 'mirror']).run(new AbortController().signal);
    expect(await readAsking(workspace.path)).toEqual({
      at: NOVEMBER + HOUR,
      years: [
        { year: 2030, kind: 'saved' },
        { year: 2031, kind: 'unannounced' },
      ],
    });
    for (const text of ['', '{}', 'null', '{"at":1,"years":{}}']) {
      writeFileSync(workspace.at('holidays/asked.json'), text);
      expect(await readAsking(workspace.path)).toBeUndefined();
    }
  });

  it('keeps the note of before when it is given up', async () => {
    await chore(['mirror']).run(new AbortController().signal);
    now += DAY;
    await chore(['mirror']).run(AbortSignal.abort());
    expect(await readAsking(workspace.path)).toMatchObject({ at: NOVEMBER });
  });

  it('says loudly that data was offered which cannot be used, without the address’s path', async () => {
    await chore(['unsound', 'mirror']).run(new AbortController().signal);
    expect(log.find(({ level }) => level === 'warn')?.failures).toMatchObject([
      { reason: 'unsound holiday data: 2030 names 3 days, not 20-45' },
      { reason: 'unsound holiday data: 2031 names 3 days, not 20-45' },
    ]);
    expect(JSON.stringify(log)).not.toContain('/unsound');
  });

  it('does nothing without addresses', async () => {
    await chore([]).run(new AbortController().signal);
    expect(log).toEqual([]);
  });

  it('asks again when the note of its last time is damaged', async () => {
    await chore(['mirror']).run(new AbortController().signal);
    const note = workspace.at('holidays/refreshed.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual({ at: '2030-11-24T04:00:00.000Z' });
    for (const text of ['', '{}', '{"at":"yesterday"}', 'null']) {
      writeFileSync(note, text);
      const before = server.asked.length;
      await chore(['mirror']).run(new AbortController().signal);
      expect(server.asked.length - before).toBe(2);
    }
  });

  it('is one that housekeeping can keep', async () => {
    await startHousekeeping([chore([])], { timezone: 'Asia/Shanghai', logger: pino({ enabled: false }) }).stop();
  });
});

/** How often the mirror is asked by a chore that is made anew: what it knows is on the disk. */
async function requestsAfter(ms: number): Promise<number> {
  now = NOVEMBER + ms;
  const before = server.asked.length;
  await chore(['mirror']).run(new AbortController().signal);
  return server.asked.length - before;
}

function chore(scripts: readonly string[], options: Partial<HolidayChoreOptions> = {}) {
  const logger = pino(
    { level: 'debug', base: null, formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => void log.push(JSON.parse(line)) },
  );
  return holidayChore({
    dataDirectory: workspace.path,
    addresses: scripts.map((script) => server.address(script)),
    network,
    now: () => toEpochMs(now),
    logger,
    onSaved: () => {
      saved += 1;
    },
    ...options,
  });
}
