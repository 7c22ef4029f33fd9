import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A mirror on loopback whose answers are scripted by path. */
export interface HolidayServer extends AsyncDisposable {
  /** What a person would write for this script: `{year}` stands in the path. */
  address(script: string): string;
  /** The paths asked for, in order. */
  readonly asked: readonly string[];
}

/** @param scripts answer `/<name>/<year>.json`, each by its name */
export async function startHolidayServer(
  scripts: Readonly<Record<string, (response: ServerResponse, year: number) => void>>,
): Promise<HolidayServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const [, name = '', year = ''] = /^\/([^/]+)\/(\d{4})\.json$/.exec(path) ?? [];
    const script = scripts[name];
    if (script === undefined) response.writeHead(404).end('no such file');
    else script(response, Number(year));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    address: (script) => `http://127.0.0.1:${port}/${script}/{year}.json`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A year as holiday-cn has it: `count` days from 10 January on, all off but the last. */
export function notice(year: number, count = 30, name = '春节'): object {
  const days = Array.from({ length: count }, (_, index) => ({
    name,
    date: new Date(Date.UTC(year, 0, 10 + index)).toISOString().slice(0, 10),
    isOffDay: index < count - 1,
  }));
  return { $schema: 'https://example.com/schema.json', year, papers: ['https://example.com/notice'], days };
}

/** The same as chinese-days has it. */
export function dated(year: number): object {
  const { days } = notice(year) as { days: readonly { name: string; date: string; isOffDay: boolean }[] };
  const entries = (off: boolean) =>
    Object.fromEntries(
      days.filter(({ isOffDay }) => isOffDay === off).map(({ date, name }) => [date, `Spring Festival,${name},4`]),
    );
  return { holidays: entries(true), workdays: entries(false), inLieuDays: {} };
}
