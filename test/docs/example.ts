import { parse } from 'yaml';
import { type ReadResult, readConfig } from '../../src/config/load.ts';
import { Workspace } from '../support/workspace.ts';
import type { Fence } from './markdown.ts';

/** What an example leaves out because it is about something else: each section that it does not have itself. */
export const BESIDE: Readonly<Record<string, object>> = {
  robots: {
    team: { webhook: 'sandbox' },
    family: { webhook: 'sandbox' },
    ops: { webhook: 'sandbox' },
  },
  people: {
    xiaoming: { name: '小明', mobile: '13800000000', birthday: { lunar: '1990-08-15' } },
    lili: { name: '丽丽', userId: 'manager456', birthday: '1992-02-29' },
    laowang: { name: '老王', mobile: '13900000000' },
  },
  calendars: { office: { country: 'CN' } },
  defaults: { robot: 'team' },
};

/** Everything in the pages is in the future of it, and it has warnings only where a year is not announced. */
export const NOW = Date.parse('2026-11-24T08:47:00+08:00');

/** Other programs' YAML is marked with their name: ```` ```yaml prometheus ````. */
const FOREIGN = new Set(['prometheus', 'alertmanager']);

export function isYaml({ language, marks }: Fence): boolean {
  return language === 'yaml' && !marks.some((mark) => FOREIGN.has(mark));
}

/** An example of the pages, with what it leaves out. */
export async function readExample({ text }: Pick<Fence, 'text'>): Promise<ReadResult> {
  using folder = new Workspace();
  const own = new Set(Object.keys((parse(text, { strict: false, uniqueKeys: false }) as object | null) ?? {}));
  const beside = Object.entries(BESIDE).filter(([section]) => !own.has(section));
  folder.write('schedules/example.yaml', text);
  folder.write('schedules/beside.yaml', JSON.stringify(Object.fromEntries(beside)));
  return await readConfig('schedules', { env: {}, cwd: folder.path, now: NOW, locale: 'en' });
}
