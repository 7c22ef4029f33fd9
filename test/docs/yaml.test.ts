import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { jsonSchema } from '../../src/config/schema.ts';
import { SECTION_NAMES as SECTIONS } from '../../src/config/sections.ts';
import { DAY, HOUR, MINUTE } from '../../src/schedule/instant.ts';
import { ROOT, Workspace } from '../support/workspace.ts';
import { BESIDE, isYaml, NOW, readExample } from './example.ts';
import { declaredKeys, withKeyTables } from './key-tables.ts';
import type { Page } from './markdown.ts';
import { allPages, readPage } from './pages.ts';

/** Everything else that is told of an example is a mistake of the page. */
const HARMLESS = new Set(['calendar-year-provisional', 'unused-robot']);

const pages = allPages().map((page) => [page.path, page] as const);

describe.each(pages.filter(([, page]) => page.fences.some(isYaml)))('the YAML of %s', (path, page) => {
  it.each(page.fences.filter(isYaml).map((fence) => [`${path}:${fence.line}`, fence] as const))(
    '%s',
    async (_, fence) => {
      const wrong = fence.marks.flatMap((mark) => /^wrong=(.*)$/.exec(mark)?.[1] ?? []);
      const result = await readExample(fence);
      const problems = result.kind === 'config' ? result.warnings : result.problems;
      const told = problems.filter(({ file, code }) => file.endsWith('example.yaml') && !HARMLESS.has(code));
      if (wrong.length === 0) expect(told).toEqual([]);
      else expect(told.map(({ code }) => code)).toEqual(expect.arrayContaining(wrong));
      expect(result.kind === 'config' || wrong.length > 0).toBe(true);
    },
  );

  it('is YAML where it is for other programs', () => {
    const foreign = page.fences.filter(({ language }) => language === 'yaml').filter((fence) => !isYaml(fence));
    for (const { text } of foreign) expect(parse(text)).toBeTypeOf('object');
  });
});

describe.each(['docs/yaml.md', 'docs/yaml.zh-CN.md'])('the reference %s', (path) => {
  it('has a row for every key that is declared, and no other: WRITE_PAGES=1 writes them', () => {
    const language = path.endsWith('.zh-CN.md') ? 'zh-CN' : 'en';
    const { text } = readPage(path);
    const written = withKeyTables(text, jsonSchema(), language);
    if (process.env['WRITE_PAGES'] === undefined) expect(written).toBe(text);
    else writeFileSync(join(ROOT, path), written);
  });

  it('shows every key in an example', () => {
    const shown = new Set(
      readPage(path)
        .fences.filter(isYaml)
        .flatMap(({ text }) => keysWithin(parse(text))),
    );
    const names = new Set([...declaredKeys(jsonSchema()).keys()].map((key) => key.split('.').at(-1) ?? ''));
    expect([...names].filter((name) => name !== '*' && !shown.has(name))).toEqual([]);
  });
});

describe.each(['docs/yaml.md', 'docs/yaml.zh-CN.md'])('the defaults in %s', (path) => {
  it('are what is in use where nothing is written', async () => {
    const { daemon, robots, reminders } = await bare();
    const [robot] = robots.values();
    const [lunch, payday] = reminders;
    const told = (label: string, key: string): string | undefined => defaultIn(readPage(path), label, key);
    expect({
      timezone: told('daemon', 'timezone'),
      locale: told('daemon', 'locale'),
      data: told('daemon', 'data'),
      retention: told('daemon', 'retention'),
      host: told('daemon.http', 'host'),
      port: told('daemon.http', 'port'),
      perMinute: told('robots.*', 'limit.perMinute'),
      perMonth: told('robots.*', 'limit.perMonth'),
      late: told('reminders.*', 'late'),
      catchUp: told('reminders.*', 'catchUp'),
      coalesce: told('reminders.*', 'coalesce'),
      priority: told('reminders.*', 'priority'),
    }).toEqual({
      timezone: daemon.timezone,
      locale: daemon.locale,
      data: basename(daemon.dataDirectory),
      retention: `${daemon.retentionMs / DAY}d`,
      host: daemon.http.host,
      port: String(daemon.http.port),
      perMinute: String(robot?.limit.perMinute),
      perMonth: String(robot?.limit.perMonth),
      late: `${(lunch?.lateMs ?? 0) / MINUTE}m ${(payday?.lateMs ?? 0) / HOUR}h`,
      catchUp: lunch?.catchUp,
      coalesce: String(lunch?.coalesce),
      priority: String(lunch?.priority),
    });
  });
});

/** What a configuration is that says as little as possible. */
async function bare(): Promise<Config> {
  using folder = new Workspace();
  folder.write(
    'schedules/all.yaml',
    `robots: { team: { webhook: sandbox } }
reminders:
  lunch: { robot: team, at: "11:50", text: 午饭 }
  payday: { robot: team, monthly: 15, text: 发工资啦 }
`,
  );
  return await loadConfig('schedules', { env: {}, cwd: folder.path, now: NOW });
}

/** The values in the last cell of a key's row; names of other keys, by which a default differs, are left out. */
function defaultIn({ tables }: Page, label: string, key: string): string | undefined {
  const rows = tables.filter((table) => table.label === label).flatMap(({ rows }) => rows);
  const cell = rows.find(([first]) => first === `\`${key}\``)?.at(-1) ?? '';
  const values = [...cell.matchAll(/`([^`]+)`/g)].map(([, value = '']) => value);
  return values.filter((value) => !['monthly', 'yearly', 'birthdays', 'countdown', 'once'].includes(value)).join(' ');
}

function keysWithin(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...keysWithin(each)]);
}

describe('the sections', () => {
  it('are those of a file', () => {
    expect([...declaredKeys(jsonSchema()).keys()].filter((key) => !key.includes('.'))).toEqual([...SECTIONS]);
  });
});

describe.each(['docs/yaml.md', 'docs/yaml.zh-CN.md'])('the traps in %s', (path) => {
  const rows =
    readPage(path).tables.find(({ rows }) => rows.some(([first]) => first === '`cron: * * * * *`'))?.rows ?? [];
  const traps = rows.flatMap(([written = '', , mended = '']) => {
    const [, wrong] = /^`([^`|]+)`$/.exec(written) ?? [];
    const [, right] = /^`(.+)`$/.exec(mended) ?? [];
    return wrong === undefined || right === undefined ? [] : [[wrong, right] as const];
  });

  it('are there', () => expect(traps.length).toBeGreaterThan(5));

  it.each(traps)('%s is told of, %s is fine', async (wrong, right) => {
    expect(await codes(inContext(wrong))).not.toEqual([]);
    expect(await codes(inContext(right))).toEqual([]);
  });
});

/** A line of a reminder, or the whole of a robot. */
function inContext(code: string): string {
  if (code.startsWith('{')) return `robots:\n  team: ${code}\n`;
  const other = code.startsWith('cron') ? 'text: 吃饭' : 'at: "11:50"';
  return `reminders:\n  duty:\n    rotate: { people: [xiaoming, lili], from: 2026-11-23 }\n    ${other}\n    ${code}\n`;
}

async function codes(text: string): Promise<readonly string[]> {
  using folder = new Workspace();
  const others = Object.entries(BESIDE).filter(([section]) => !text.startsWith(section));
  folder.write('schedules/example.yaml', text);
  folder.write('schedules/beside.yaml', JSON.stringify(Object.fromEntries(others)));
  const result = await readConfig('schedules', { env: { NAME: 'sandbox' }, cwd: folder.path, now: NOW });
  const problems = result.kind === 'config' ? result.warnings : result.problems;
  // Nothing but the trap is judged.
  const beside = new Set([...HARMLESS, 'person-unseen', 'unused-calendar']);
  return problems.flatMap(({ code }) => (beside.has(code) ? [] : [code]));
}
